/** What is iterated over: a poller. */
export interface BatchesSource<Ready> {
  readonly closed: boolean;
  waitAsync(): Promise<Ready>;
}

/** Batch after batch, for `for await`: fetched only inside next. Closing the poller ends it; ending it leaves the poller open. */
export class Batches<Ready> implements AsyncIterableIterator<Ready> {
  readonly #poller: BatchesSource<Ready>;
  #done = false;

  constructor(poller: BatchesSource<Ready>) {
    this.#poller = poller;
  }

  async next(): Promise<IteratorResult<Ready, undefined>> {
    if (this.#done || this.#poller.closed) return this.return();
    try {
      return { done: false, value: await this.#poller.waitAsync() };
    } catch (error) {
      if (this.#poller.closed) return this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Ready, undefined>> {
    this.#done = true;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
