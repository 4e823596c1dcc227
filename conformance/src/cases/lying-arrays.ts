import assert from "node:assert/strict";
import type { Bytes } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";

/** What an array may say of itself, and is not. */
const LIES: Readonly<Record<string, unknown>> = {
  byteLength: 1 << 16,
  length: 1 << 16,
  byteOffset: -1024,
  BYTES_PER_ELEMENT: 1024,
};

/** Ways to lie. Each gives an array of 16 bytes in the midst of 64 that are 0x11. */
const LIARS: Readonly<Record<string, () => Uint8Array>> = {
  "a subclass whose getters lie": () => {
    class Liar extends Uint8Array {}
    for (const [key, value] of Object.entries(LIES)) Object.defineProperty(Liar.prototype, key, { get: () => value });
    Object.defineProperty(Liar.prototype, "buffer", { get: () => new ArrayBuffer(1 << 16) });
    return new Liar(surroundings(), 24, 16);
  },
  "an array with own properties that lie": () => {
    const array = new Uint8Array(surroundings(), 24, 16);
    for (const [key, value] of Object.entries(LIES)) Object.defineProperty(array, key, { value });
    return Object.defineProperty(array, "buffer", { value: new ArrayBuffer(1 << 16) });
  },
  "an array whose prototype was exchanged": () => {
    const array = new Uint8Array(surroundings(), 24, 16);
    return Object.setPrototypeOf(array, { ...LIES, buffer: new ArrayBuffer(1 << 16) }) as Uint8Array;
  },
  "an array that says that its buffer is not its own": () => {
    const array = new Uint8Array(surroundings(), 24, 16);
    return Object.defineProperty(array, "buffer", { value: { resizable: true, detached: true } });
  },
};

function surroundings(): ArrayBuffer {
  const buffer = new ArrayBuffer(64);
  new Uint8Array(buffer).fill(0x11);
  return buffer;
}

const bufferOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "buffer")!.get!;

/** All 64 bytes, whatever the array says. */
function around(array: Bytes): number[] {
  return [...new Uint8Array(bufferOf.call(array) as ArrayBuffer)];
}

const UNTOUCHED = new Array<number>(64).fill(0x11);

/** The 64 bytes, with some at the array's place. */
function withBytes(bytes: readonly number[]): number[] {
  return UNTOUCHED.map((byte, i) => (i >= 24 && i < 24 + bytes.length ? bytes[i - 24]! : byte));
}

/** The kernel reads and writes what the engine says is the array, whatever the array says. */
export const lyingArrays: readonly Case[] = [
  {
    name: "sys.memory.lies.windows",
    covers: ["sys.read:ERR_OUT_OF_RANGE", "sys.write:ERR_OUT_OF_RANGE", "sys.read", "sys.write"],
    run(fixture) {
      const { sys } = fixture.module;
      for (const [label, make] of Object.entries(LIARS)) {
        const { reader, writer } = fixture.pipe();
        const liar = make();
        for (const [offset, length] of [[16, 256], [0, 17], [17], [64, 256], [1 << 15]] as [number, number?][]) {
          assertRangeRefused(() => sys.write(writer, liar, offset, length), `${label}: write ${offset} ${length}`);
          assertRangeRefused(() => sys.read(reader, liar, offset, length), `${label}: read ${offset} ${length}`);
        }
        assert.equal(sys.write(writer, liar), 16, `${label}: all of it is 16 bytes`);
        assert.equal(sys.write(writer, new Uint8Array(100).fill(0x22)), 100);
        assert.equal(sys.read(reader, new Uint8Array(16)), 16);
        assert.equal(sys.read(reader, liar), 16, label);
        assert.deepEqual(around(liar), withBytes(new Array(16).fill(0x22)), `${label}: nothing beside it was written`);
        assert.equal(sys.write(writer, Uint8Array.of(7, 8, 9)), 3);
        assert.equal(fixture.drain(reader), 87);
        assert.equal(sys.write(writer, Uint8Array.of(7, 8, 9)), 3);
        const other = make();
        assert.equal(sys.read(reader, other, 3, 10), 3, label);
        assert.deepEqual(
          around(other),
          withBytes([0x11, 0x11, 0x11, 7, 8, 9]),
          `${label}: the window is where it says`,
        );
      }
    },
  },
  {
    name: "sys.memory.lies.whole-arrays",
    covers: [
      "sys.send",
      "sys.recv",
      "sys.getsockopt",
      "sys.getsockname",
      "sys.bind:-errno",
      "sys.pipe:ERR_OUT_OF_RANGE",
    ],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const [one, other] = fixture.pair();
      for (const [label, make] of Object.entries(LIARS)) {
        assert.equal(sys.send(one, make(), 0), 16, `${label}: send`);
        assert.equal(sys.send(one, new Uint8Array(100).fill(0x33), 0), 100);
        assert.equal(fixture.module.sys.recv(other, new Uint8Array(16), 0), 16);
        const target = make();
        assert.equal(sys.recv(other, target, 0), 16, `${label}: recv`);
        assert.deepEqual(around(target), withBytes(new Array(16).fill(0x33)), label);
        fixture.drain(other);
        const option = make();
        assert.equal(
          sys.getsockopt(one, constants.SOL_SOCKET!, constants.SO_ERROR!, option),
          4,
          `${label}: getsockopt`,
        );
        assert.deepEqual(around(option).slice(28), UNTOUCHED.slice(28), label);
        const address = make();
        assert.ok(sys.getsockname(one, address) >= 0, `${label}: getsockname`);
        assert.deepEqual(around(address).slice(40), UNTOUCHED.slice(40), label);
        const nowhere = fixture.own(sys.socket(constants.AF_INET!, constants.SOCK_STREAM!, 0));
        assert.ok(sys.bind(nowhere, make()) < 0, `${label}: bind`);
      }
      const short = Object.defineProperty(new Int32Array(1), "byteLength", { value: 8 });
      assertRangeRefused(() => sys.pipe(short), "an array of 4 bytes that says 8");
    },
  },
  {
    name: "sys.memory.every-array-of-integers",
    covers: ["sys.read", "sys.write", "sys.pipe", "sys.getsockopt"],
    run(fixture) {
      const { sys, constants } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const [socket] = fixture.pair();
      const types = [
        ...[Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array],
        ...[BigInt64Array, BigUint64Array],
      ];
      for (const Type of types) {
        const [source, target] = [
          new Type(surroundings(), 8, 16 / Type.BYTES_PER_ELEMENT),
          new Type(surroundings(), 8),
        ];
        new Uint8Array(source.buffer).fill(0x44);
        assert.equal(sys.write(writer, source), 16, Type.name);
        assert.equal(sys.write(writer, source, 3, 5), 5, `${Type.name}: a window counts bytes`);
        assert.equal(sys.read(reader, target, 1, 55), 21, Type.name);
        const expected = UNTOUCHED.map((byte, i) => (i >= 9 && i < 30 ? 0x44 : byte));
        assert.deepEqual(around(target), expected, Type.name);
        assertRangeRefused(() => sys.read(reader, target, 0, 57), Type.name);
        const fds = new Type(8 / Type.BYTES_PER_ELEMENT);
        assert.equal(sys.pipe(fds), 0, Type.name);
        for (const fd of new Int32Array(fds.buffer)) fixture.own(fd, Type.name);
        assert.equal(sys.getsockopt(socket, constants.SOL_SOCKET!, constants.SO_ERROR!, new Type(4)), 4, Type.name);
        assertRangeRefused(() => sys.pipe(new Type(0)), `${Type.name}: nothing`);
      }
    },
  },
  {
    name: "sys.memory.what-only-looks-like-an-array",
    covers: ["sys.read:ERR_INVALID_ARG_TYPE", "sys.write:ERR_INVALID_ARG_TYPE", "sys.pipe:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.readyPipe();
      const proxy = new Proxy(new Uint8Array(16), {});
      const fake = Object.create(Uint8Array.prototype) as Uint8Array;
      const tagged = {
        [Symbol.toStringTag]: "Uint8Array",
        byteLength: 16,
        length: 16,
        byteOffset: 0,
        buffer: new ArrayBuffer(16),
      };
      const view = Object.setPrototypeOf(new DataView(new ArrayBuffer(16)), Uint8Array.prototype) as Uint8Array;
      const all = { proxy, fake, tagged, view, floats: new Float32Array(4), none: new Float64Array(0) };
      for (const [label, value] of Object.entries(all)) {
        assertTypeRefused(() => sys.write(writer, value as never), `write, ${label}`);
        assertTypeRefused(() => sys.read(reader, value as never), `read, ${label}`);
        assertTypeRefused(() => sys.pipe(value as never), `pipe, ${label}`);
      }
      assert.equal(fixture.drain(reader), 1, "nothing was read or written");
    },
  },
];
