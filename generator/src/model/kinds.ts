// The kinds, and the numbers that follow from the encoding.
import { factoryName } from "../../../spec-tools/kinds.ts";
import type { Encoding, EventKinds } from "../schema/event-kinds.ts";

export interface KindModel {
  readonly name: string;
  readonly tag: number;
  readonly doc: string;
  /** The name of the factory for event objects of this kind. */
  readonly factory: string;
}

export interface EncodingModel {
  readonly doc: string;
  readonly tagBits: number;
  readonly descriptorBits: number;
  readonly generationBits: number;
  /** Bits of the word that `encode` returns. */
  readonly wordBits: number;
  readonly maxTag: number;
  readonly maxDescriptor: number;
  readonly maxWord: number;
  readonly maxGeneration: number;
  /** The factor of the descriptor in the word. */
  readonly scale: number;
  /** Bits of the descriptor that do not fit into the low half. */
  readonly highDescriptorBits: number;
  /** How far they are shifted. */
  readonly descriptorShift: number;
}

export interface Vector {
  readonly kind: string;
  readonly tag: number;
  readonly factory: string;
  readonly fd: number;
  readonly word: bigint;
}

export function kindModels(spec: EventKinds): KindModel[] {
  return spec.kinds.map(({ name, tag, doc }) => ({ name, tag, doc, factory: factoryName(name) }));
}

export function encodingModel({ doc, tagBits, descriptorBits, generationBits }: Encoding): EncodingModel {
  const wordBits = tagBits + descriptorBits;
  return {
    doc,
    tagBits,
    descriptorBits,
    generationBits,
    wordBits,
    maxTag: 2 ** tagBits - 1,
    maxDescriptor: 2 ** descriptorBits - 1,
    maxWord: 2 ** wordBits - 1,
    maxGeneration: 2 ** generationBits - 1,
    scale: 2 ** tagBits,
    highDescriptorBits: wordBits - 32,
    descriptorShift: 32 - tagBits,
  };
}

/** Edge cases of the fields and of JavaScript engines' integers, up to the descriptor's bits. */
const EDGES = [0, 1, 2, 255, 256, 65535, 65536, 16777215, 16777216, 2147483646, 2147483647];

export function edges(encoding: EncodingModel): number[] {
  const { maxDescriptor } = encoding;
  const inside = EDGES.filter((edge) => edge < maxDescriptor - 1);
  return [...inside, maxDescriptor - 1, maxDescriptor];
}

/** Every kind with every edge case. They are computed with BigInt, so that a wrong shift in the codec is detected. */
export function vectorModels(kinds: readonly KindModel[], encoding: EncodingModel): Vector[] {
  return kinds.flatMap(({ name, tag, factory }) =>
    edges(encoding).map((fd) => {
      const word = (BigInt(fd) << BigInt(encoding.tagBits)) | BigInt(tag);
      return { kind: name, tag, factory, fd, word };
    }),
  );
}
