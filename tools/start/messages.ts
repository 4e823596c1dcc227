// What the clients send and how they behave, derived from a seed alone, so that a failure can be reproduced.

/** Sizes of messages, in bytes. */
export const SMALLEST = 1;
export const LARGEST = 262_144;

const POOL_BYTES = 4 * LARGEST;
const MESSAGES_PER_CLIENT = 100;
/**
 * One client in twenty, which half-closes and reads late, sends 12 MiB more. Sockets' buffers grow to 10 MiB (tcp_rmem and tcp_wmem
 * of tcp(7)), and only when they are full must a server keep what it has read.
 */
const FLOOD_EVERY = 20;
const FLOOD_AT = 1;
const FLOOD_MESSAGES = 48;

/**
 * How a client ends:
 * - talk: waits for each echo, then closes;
 * - half-close: sends everything, ends its side, then reads the echo to the end;
 * - reset: resets the connection while an echo is on its way;
 * - vanish: closes in the middle of a message, without reading its echo.
 */
export type Behaviour = "talk" | "half-close" | "reset" | "vanish";

export interface Plan {
  readonly behaviour: Behaviour;
  readonly messages: readonly Buffer[];
}

/** All four are among the first four, so that a short run has them too. */
const BEHAVIOURS = "talk half-close reset vanish talk half-close talk talk half-close talk".split(" ") as Behaviour[];

/** Numbers from 0 to below 1 (mulberry32) from a 32-bit seed. */
export function random(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Random bytes that every message is a slice of: a byte that is lost, doubled or moved shows, and messages cost nothing to make. */
export function makePool(seed: number): Buffer {
  const next = random(seed);
  const words = new Uint32Array(POOL_BYTES / Uint32Array.BYTES_PER_ELEMENT);
  for (let index = 0; index < words.length; index += 1) words[index] = next() * 4_294_967_296;
  return Buffer.from(words.buffer);
}

/** @param index Of the client, from 0. */
export function planClient(index: number, seed: number, pool: Buffer): Plan {
  const next = random(seed ^ Math.imul(index + 1, 0x9e3779b1));
  const flood = index % FLOOD_EVERY === FLOOD_AT ? FLOOD_MESSAGES : 0;
  const messages = Array.from({ length: MESSAGES_PER_CLIENT + flood }, (_, number) => {
    const length = number < MESSAGES_PER_CLIENT ? messageLength(number, index, next()) : LARGEST;
    const offset = Math.floor(next() * (pool.length - length));
    return pool.subarray(offset, offset + length);
  });
  return { behaviour: BEHAVIOURS[index % BEHAVIOURS.length]!, messages };
}

/** One message of each client is of the smallest size, and one of every fourth of the largest; the others cover all magnitudes evenly. */
function messageLength(number: number, client: number, fraction: number): number {
  if (number === 0) return SMALLEST;
  if (number === 1 && client % 4 === 0) return LARGEST;
  return Math.round((LARGEST / SMALLEST) ** fraction * SMALLEST);
}
