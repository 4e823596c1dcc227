/** A bad value and its name in a message. */
export type BadValue = readonly [label: string, value: unknown];

/** Values that are not numbers. */
export const noNumbers: readonly BadValue[] = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "1"],
  ["a bigint", 1n],
  ["an object", {}],
  ["an object with valueOf", { valueOf: () => 1 }],
  ["an array", [1]],
  ["a boolean", true],
  ["a symbol", Symbol("1")],
  ["a function", () => 1],
];

/** Numbers that are not descriptors, which are integers from 0 to 2^31-1. */
export const noDescriptors: readonly BadValue[] = [
  ["NaN", Number.NaN],
  ["1.5", 1.5],
  ["-1", -1],
  ["2^31", 2 ** 31],
  ["2^32", 2 ** 32],
  ["2^53", 2 ** 53],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
];

/** Numbers that are not 32-bit signed integers. */
export const noIntegers: readonly BadValue[] = [
  ["NaN", Number.NaN],
  ["1.5", 1.5],
  ["2^31", 2 ** 31],
  ["-2^31-1", -(2 ** 31) - 1],
  ["Infinity", Number.POSITIVE_INFINITY],
];

/** Values that are not objects of options. */
export const noOptions: readonly BadValue[] = [
  ["null", null],
  ["a number", 1],
  ["a string", "level"],
  ["a boolean", true],
  ["a bigint", 1n],
];

/** Values that are not memory. */
export const noBytes: readonly BadValue[] = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "12345678"],
  ["a number", 8],
  ["an array", [1, 2, 3, 4]],
  ["an object", { byteLength: 64, buffer: new ArrayBuffer(64), byteOffset: 0 }],
  ["an ArrayBuffer", new ArrayBuffer(64)],
  ["a DataView", new DataView(new ArrayBuffer(64))],
  ["a Float64Array", new Float64Array(8)],
];

/** Values that are not strings. */
export const noStrings: readonly BadValue[] = [
  ["undefined", undefined],
  ["null", null],
  ["a number", 1],
  ["a boolean", true],
  ["an array", ["/"]],
  ["an object with toString", { toString: () => "/" }],
  ["a String", Object("/")],
  ["a URL", new URL("file:///")],
  ["a Buffer", Buffer.from("/")],
];

/** Values that are not lists of memory. */
export const noLists: readonly BadValue[] = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "12345678"],
  ["a number", 8],
  ["an array of bytes itself", new Uint8Array(8)],
  ["an object", { length: 1, 0: new Uint8Array(8) }],
  ["a Set", new Set([new Uint8Array(8)])],
  ["a hole", new Array(1)],
  ...noBytes.map(([label, value]): BadValue => [`a list with ${label}`, [new Uint8Array(8), value]]),
];

/** Numbers that are not positions in a file. */
export const noPositions: readonly BadValue[] = [
  ["NaN", Number.NaN],
  ["1.5", 1.5],
  ["-1", -1],
  ["2^53", 2 ** 53],
  ["Infinity", Number.POSITIVE_INFINITY],
];

/** Numbers that a request of ioctl(2) could take for an address, and others that are none. */
export const noRequestNumbers: readonly BadValue[] = [
  ["NaN", Number.NaN],
  ["1.5", 1.5],
  ["-1", -1],
  ["65,536", 65_536],
  ["2^31", 2 ** 31],
  ["2^47", 2 ** 47],
];

/** Numbers that are not flags of Interest. */
export const badFlags: readonly BadValue[] = [
  ["16", 16],
  ["17", 17],
  ["-1", -1],
  ["1.5", 1.5],
  ["NaN", Number.NaN],
  ["2^32+1", 2 ** 32 + 1],
];

/** Values that are not numbers, where undefined counts as left out. */
export const numbersOnly = noNumbers.filter(([, value]) => value !== undefined);

/** Numbers that are not tags of standard kinds. */
export const badKinds: readonly BadValue[] = [
  ["0", 0],
  ["64", 64],
  ["255", 255],
  ["256", 256],
  ["257", 257],
  ["-1", -1],
  ["1.5", 1.5],
  ["NaN", Number.NaN],
];

/** Strings that are not triggers. */
export const badTriggers: readonly BadValue[] = [
  ["an empty string", ""],
  ["Level", "Level"],
  ["one-shot", "one-shot"],
  ["a name that every object has", "constructor"],
];

/** Values that are not strings. */
export const noTriggers: readonly BadValue[] = [
  ["null", null],
  ["a number", 0],
  ["a boolean", true],
  ["an array", ["level"]],
  ["an object", {}],
];

/** Numbers that are not timeouts. */
export const badTimeouts: readonly BadValue[] = [
  -2,
  -0.5,
  -1.5,
  -1e-9,
  -(2 ** 31),
  -(2 ** 53),
  Number.NEGATIVE_INFINITY,
  Number.NaN,
].map((value) => [String(value), value]);
