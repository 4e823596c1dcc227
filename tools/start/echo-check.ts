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
    for (let offset = 0; offset < chunk.length; ) {
      const message = this.#expected[this.#next];
      if (message === undefined) return `${chunk.length - offset} bytes more than were sent, at ${this.place}`;
      const length = Math.min(message.length - this.#position, chunk.length - offset);
      const expected = message.subarray(this.#position, this.#position + length);
      const got = chunk.subarray(offset, offset + length);
      const same = expected.equals(got) ? length : expected.findIndex((byte, index) => byte !== got[index]);
      this.#position += same;
      this.#total += same;
      if (same < length) return `the echo differs at ${this.place}: sent ${expected[same]}, got ${got[same]}`;
      offset += length;
      if (this.#position < message.length) continue;
      this.#next += 1;
      this.#position = 0;
      this.#onMessage(message.length);
    }
    return undefined;
  }
}
