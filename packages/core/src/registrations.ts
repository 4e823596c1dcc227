// Which descriptors are registered, and in which generation: what tells an event of this registration from one of an
// earlier registration of the same number. One word a descriptor, no object.

import { MAX_GENERATION } from "../../../generated/core/codec.ts";
import { DescriptorWords } from "./descriptor-words.ts";

/** A word is the generation, shifted, and this bit while the registration lives. */
const REGISTERED = 1;

export class Registrations {
  readonly #words = new DescriptorWords();

  /** The generation that the next registration of the descriptor has. After 2^25 registrations of one number it starts over. */
  next(fd: number): number {
    return ((this.#words.get(fd) >>> 1) + 1) & MAX_GENERATION;
  }

  begin(fd: number, generation: number): void {
    this.#words.set(fd, (generation << 1) | REGISTERED);
  }

  end(fd: number): void {
    this.#words.set(fd, this.#words.get(fd) & ~REGISTERED);
  }

  /** Whether this generation of the descriptor is the registered one. */
  current(fd: number, generation: number): boolean {
    return this.#words.get(fd) === ((generation << 1) | REGISTERED);
  }
}
