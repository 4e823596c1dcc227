/**
 * Compares an echo with what was sent, byte for byte, in whatever pieces it comes.
 */
export class EchoCheck {
  /** @type {Buffer[]} */
  #expected = [];
  #next = 0;
  #position = 0;
  #total = 0;
  /** @type {(bytes: number) => void} */
  #onMessage;

  /** @param {(bytes: number) => void} onMessage Called for each message that came back whole. */
  constructor(onMessage) {
    this.#onMessage = onMessage;
  }

  /** @param {Buffer} message What comes back after everything that was expected before. */
  expect(message) {
    this.#expected.push(message);
  }

  /** Whether everything that was expected has come. */
  get complete() {
    return this.#next === this.#expected.length;
  }

  /** Where the echo is, for messages. */
  get place() {
    return `byte ${this.#total} (message ${this.#next + 1} of ${this.#expected.length}, byte ${this.#position})`;
  }

  /**
   * Takes what came.
   *
   * @param {Buffer} chunk
   * @returns {string | undefined} What is wrong with it.
   */
  take(chunk) {
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

  /**
   * @param {Buffer} message
   * @param {number} length
   */
  #advance(message, length) {
    this.#position += length;
    this.#total += length;
    if (this.#position < message.length) return;
    this.#next += 1;
    this.#position = 0;
    this.#onMessage(message.length);
  }

  /**
   * @param {Buffer} expected
   * @param {Buffer} got
   */
  #difference(expected, got) {
    const at = expected.findIndex((byte, index) => byte !== got[index]);
    this.#position += at;
    this.#total += at;
    return `the echo differs at ${this.place}: sent ${expected[at]}, got ${got[at]}`;
  }
}
