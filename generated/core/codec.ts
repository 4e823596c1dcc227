// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** Bits of the tag, the lowest ones of a word. */
export const TAG_BITS = 8;
/** Bits of the descriptor, above the tag. */
export const DESCRIPTOR_BITS = 31;
/** Bits of the generation, above the descriptor; only inside the kernel. */
export const GENERATION_BITS = 25;
/** The lowest tag of users' own kinds; lower ones are reserved for pollio's. */
export const FIRST_OWN_TAG = 64;
/** The highest tag. */
export const MAX_TAG = 255;
/** The highest descriptor. */
export const MAX_DESCRIPTOR = 2147483647;
/** The highest word that encode makes. */
export const MAX_WORD = 549755813887;
/** The highest generation; the next one is 0. */
export const MAX_GENERATION = 33554431;

/** The word of a descriptor and a tag: an exact integer below 2^39. */
export function encode(fd: number, tag: number): number {
  return fd * 256 + tag;
}

/** The tag of a word. */
export function tagOf(word: number): number {
  return word % 256;
}

/** The descriptor of a word. */
export function descriptorOf(word: number): number {
  return Math.floor(word / 256);
}

/** The low half of the kernel's user data, a signed 32-bit integer. */
export function lowHalf(fd: number, tag: number): number {
  return (fd << 8) | tag;
}

/** The high half of the kernel's user data, a signed 32-bit integer. */
export function highHalf(fd: number, generation: number): number {
  return (fd >>> 24) | (generation << 7);
}

/** The tag in the low half. */
export function tagOfHalf(low: number): number {
  return low & 255;
}

/** The descriptor in the two halves. */
export function descriptorOfHalves(low: number, high: number): number {
  return (low >>> 8) | ((high & 127) << 24);
}

/** The generation in the high half. */
export function generationOfHalf(high: number): number {
  return high >>> 7;
}
