// A timespec(3) in memory, for waits that take nanoseconds.

import type { Block } from "../../../generated/core/sys.ts";
import { wordOf } from "./event-memory.ts";
import type { SystemHost } from "./system.ts";

const NANOSECONDS_A_MILLISECOND = 1e6;
const NANOSECONDS_A_SECOND = 1e9;

export class TimeoutCell {
  readonly block: Block;
  readonly #seconds: number;
  readonly #nanoseconds: number;

  constructor({ allocate, layouts }: Pick<SystemHost, "allocate" | "layouts">) {
    const { size, fields } = layouts.timespec!;
    this.block = allocate(size);
    this.#seconds = wordOf(fields.tv_sec!);
    this.#nanoseconds = wordOf(fields.tv_nsec!);
  }

  /** Milliseconds and their fractions, rounded up to nanoseconds. */
  set(timeoutMs: number): void {
    const whole = Math.floor(timeoutMs / 1000);
    const rest = Math.ceil((timeoutMs - whole * 1000) * NANOSECONDS_A_MILLISECOND);
    // A timeout just below a second may round up to it; tv_nsec must stay below 10^9.
    const carry = rest >= NANOSECONDS_A_SECOND ? 1 : 0;
    this.block.words[this.#seconds] = whole + carry;
    this.block.words[this.#nanoseconds] = rest - carry * NANOSECONDS_A_SECOND;
  }
}
