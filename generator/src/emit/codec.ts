// generated/core/codec.ts: shifts and masks, all of them computed from the encoding's bits.
import { FIRST_OWN_TAG } from "../../../spec-tools/tags.ts";
import type { EncodingModel } from "../model/kinds.ts";
import { constant, functionOf, type Statement } from "./typescript.ts";

export function codecModule(encoding: EncodingModel): Statement[] {
  return [...constants(encoding), ...wordFunctions(encoding), ...halfFunctions(encoding)];
}

function constants(encoding: EncodingModel): Statement[] {
  const { tagBits, descriptorBits, generationBits, maxTag, maxDescriptor, maxWord, maxGeneration } = encoding;
  return [
    constant("TAG_BITS", "Bits of the tag, the lowest ones of a word.", `${tagBits}`),
    constant("DESCRIPTOR_BITS", "Bits of the descriptor, above the tag.", `${descriptorBits}`),
    constant(
      "GENERATION_BITS",
      "Bits of the generation, above the descriptor; only inside the kernel.",
      `${generationBits}`,
    ),
    constant(
      "FIRST_OWN_TAG",
      "The lowest tag of users' own kinds; lower ones are reserved for pollio's.",
      `${FIRST_OWN_TAG}`,
    ),
    constant("MAX_TAG", "The highest tag.", `${maxTag}`),
    constant("MAX_DESCRIPTOR", "The highest descriptor.", `${maxDescriptor}`),
    constant("MAX_WORD", "The highest word that encode makes.", `${maxWord}`),
    constant("MAX_GENERATION", "The highest generation; the next one is 0.", `${maxGeneration}`),
  ];
}

/** The public word can exceed 2^32, so it is computed by arithmetic instead of shifts. */
function wordFunctions({ wordBits, scale }: EncodingModel): Statement[] {
  return [
    functionOf(
      "encode",
      `The word of a descriptor and a tag: an exact integer below 2^${wordBits}.`,
      { fd: "number", tag: "number" },
      "number",
      [`return fd * ${scale} + tag;`],
    ),
    functionOf("tagOf", "The tag of a word.", { word: "number" }, "number", [`return word % ${scale};`]),
    functionOf("descriptorOf", "The descriptor of a word.", { word: "number" }, "number", [
      `return Math.floor(word / ${scale});`,
    ]),
  ];
}

function halfFunctions(encoding: EncodingModel): Statement[] {
  const { tagBits, maxTag, highDescriptorBits: bits, descriptorShift: shift } = encoding;
  // JavaScript shifts count modulo 32, so with no descriptor bits in the high half, a shift would put wrong ones there.
  const high = bits === 0 ? "" : `(fd >>> ${shift}) | `;
  const descriptor = bits === 0 ? "" : ` | ((high & ${2 ** bits - 1}) << ${shift})`;
  const generation = bits === 0 ? "generation | 0" : `(generation << ${bits})`;
  const unused = bits === 0 ? "_" : "";
  return [
    functionOf(
      "lowHalf",
      "The low half of the kernel's user data, a signed 32-bit integer.",
      { fd: "number", tag: "number" },
      "number",
      [`return (fd << ${tagBits}) | tag;`],
    ),
    functionOf(
      "highHalf",
      "The high half of the kernel's user data, a signed 32-bit integer.",
      { [`${unused}fd`]: "number", generation: "number" },
      "number",
      [`return ${high}${generation};`],
    ),
    functionOf("tagOfHalf", "The tag in the low half.", { low: "number" }, "number", [`return low & ${maxTag};`]),
    functionOf(
      "descriptorOfHalves",
      "The descriptor in the two halves.",
      { low: "number", [`${unused}high`]: "number" },
      "number",
      [`return (low >>> ${tagBits})${descriptor};`],
    ),
    functionOf("generationOfHalf", "The generation in the high half.", { high: "number" }, "number", [
      `return high >>> ${bits};`,
    ]),
  ];
}
