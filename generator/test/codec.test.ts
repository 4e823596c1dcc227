// The emitted codec, run, against BigInt, with other divisions of the 64 bits than the spec's.
import { ts } from "ts-morph";
import { describe, expect, test } from "vitest";
import { codecModule } from "../src/emit/codec.ts";
import { Printer } from "../src/emit/typescript.ts";
import { encodingModel } from "../src/model/kinds.ts";

type Codec = Record<"MAX_TAG" | "MAX_DESCRIPTOR" | "MAX_WORD" | "MAX_GENERATION", number> &
  Record<
    | "encode"
    | "tagOf"
    | "descriptorOf"
    | "lowHalf"
    | "highHalf"
    | "tagOfHalf"
    | "descriptorOfHalves"
    | "generationOfHalf",
    (...numbers: number[]) => number
  >;

const printer = new Printer();

function codecOf(tagBits: number, descriptorBits: number, generationBits: number): Codec {
  const encoding = encodingModel({ doc: "", tagBits, descriptorBits, generationBits });
  const text = printer.print(`${tagBits}-${descriptorBits}-${generationBits}.ts`, codecModule(encoding));
  const { outputText } = ts.transpileModule(text, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  const exports = {} as Codec;
  new Function("exports", outputText)(exports);
  return exports;
}

const divisions: [number, number, number][] = [
  [8, 31, 25],
  [1, 31, 32],
  [2, 31, 31],
  [4, 31, 20],
  [12, 20, 32],
  [16, 31, 17],
  [16, 16, 32],
];

describe.each(divisions)(
  "with %i bits of tag, %i of descriptor and %i of generation",
  (tagBits, descriptorBits, generationBits) => {
    const max = (bits: number) => 2 ** bits - 1;
    const samples = (bits: number) =>
      [0, 1, 2, max(bits) >>> 1, max(bits) - 1, max(bits)].filter((value) => value <= max(bits));

    const codec = codecOf(tagBits, descriptorBits, generationBits);

    test("the words are those of BigInt, and are exact", () => {
      expect(codec.MAX_WORD).toBe(Number((1n << BigInt(tagBits + descriptorBits)) - 1n));
      expect(Number.isSafeInteger(codec.MAX_WORD)).toBe(true);
      for (const fd of samples(descriptorBits)) {
        for (const tag of samples(tagBits)) {
          const word = codec.encode(fd, tag);
          expect(BigInt(word)).toBe((BigInt(fd) << BigInt(tagBits)) | BigInt(tag));
          expect([codec.descriptorOf(word), codec.tagOf(word)]).toEqual([fd, tag]);
        }
      }
    });

    test("the halves are those of the 64-bit word, and give its parts back", () => {
      for (const fd of samples(descriptorBits)) {
        for (const tag of samples(tagBits)) {
          for (const generation of samples(generationBits)) {
            const low = codec.lowHalf(fd, tag);
            const high = codec.highHalf(fd, generation);
            const above = BigInt(generation) << BigInt(tagBits + descriptorBits);
            const whole = above | (BigInt(fd) << BigInt(tagBits)) | BigInt(tag);
            expect([low, high]).toEqual([Number(BigInt.asIntN(32, whole)), Number(BigInt.asIntN(32, whole >> 32n))]);
            expect(codec.tagOfHalf(low)).toBe(tag);
            expect(codec.descriptorOfHalves(low, high)).toBe(fd);
            expect(codec.generationOfHalf(high)).toBe(generation);
          }
        }
      }
    });
  },
);
