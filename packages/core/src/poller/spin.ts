// Looking for events for a while before a wait blocks: to sleep and to be woken takes longer than a look. Only while waits are short, because
// to look in vain takes the processor.

export class Spin {
  /** How long a wait looks; 0 for never. */
  readonly ms: number;
  #pays: boolean;

  constructor(microseconds: number) {
    this.ms = microseconds / 1_000;
    this.#pays = microseconds > 0;
  }

  /** Whether the next wait should look. */
  get pays(): boolean {
    return this.#pays;
  }

  /** A wait has ended after this many milliseconds. */
  ended(afterMs: number): void {
    this.#pays = afterMs < this.ms;
  }
}
