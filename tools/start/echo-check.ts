/** Compares an echo with what was sent, byte for byte, in whatever pieces it comes. */
export class EchoCheck {
  readonly #expected: Buffer[] = [];
  readonly #onMessage: (bytes: number) => void;
  #next = 0;
  #position = 0;
  #total = 0;

  /** @param onMessage Called for each message that came back whole. */
  constructor(onMessage: (bytes: number) => void) {
    this.#onMessage = onMessage;
  }

  /** Adds a message to what must come back. */
  expect(message: Buffer): void {
    this.#expected.push(message);
  }

  /** Whether everything that was expected has come. */
  get complete(): boolean {
    return this.#next === this.#expected.length;
  }

  /** The position in the echo, for messages. */
  get place(): string {
    return `byte ${this.#total} (message ${this.#next + 1} of ${this.#expected.length}, byte ${this.#position})`;
  }

  /** Takes what came; returns what is wrong with it, if anything is. */
  take(chunk: Buffer): string | undefined {
    let offset = 0;
    while (offset < chunk.length) {
      const message = this.#expected[this.#next];
      if (message === undefined) return `${chunk.length - offset} bytes more than were sent, at ${this.place}`;
      const length = Math.min(message.length - this.#position, chunk.length - offset);
      const expected = message.subarray(this.#position, this.#position + length);
      const got = chunk.subarray(offset, offset + length);
      if (!expected.equals(got)) return this.#difference(expected, got);
      offset += length;
      this.#advance(message, length);
    }
    return undefined;
  }

  #advance(message: Buffer, length: number): void {
    this.#position += length;
    this.#total += length;
    if (this.#position < message.length) return;
    this.#next += 1;
    this.#position = 0;
    this.#onMessage(message.length);
  }

  #difference(expected: Buffer, got: Buffer): string {
    const at = expected.findIndex((byte, index) => byte !== got[index]);
    this.#position += at;
    this.#total += at;
    return `the echo differs at ${this.place}: sent ${expected[at]}, got ${got[at]}`;
  }
}
