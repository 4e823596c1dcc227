import { clearInterval, setInterval, type Timer } from "../host-modules.ts";

/** The longest delay that a timer takes, in milliseconds. */
const LONGEST_MS = 2 ** 31 - 1;

/** Keeps the process alive on request. A timer does so in every host. */
export class KeepAlive {
  #wanted = 0;
  #timer: Timer | undefined;

  add(): void {
    if (this.#wanted++ > 0) return;
    if (this.#timer === undefined) this.#timer = setInterval(() => {}, LONGEST_MS);
    else this.#timer.ref();
  }

  remove(): void {
    if (--this.#wanted === 0) this.#timer?.unref();
  }

  /** Drops the timer when it is no longer needed. */
  clear(): void {
    this.#wanted = 0;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
