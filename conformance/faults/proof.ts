// The fixed proof that a poller works on: level, edge, one-shot, asynchronous, notify.

import type { BackendModule, Poller } from "../src/adapter.ts";
import { client } from "./operation.ts";

const ONE = Uint8Array.of(1);
/** Milliseconds for which a wait looks for what is there already. */
const PATIENCE_MS = 2_000;

export class Proof {
  readonly #module: BackendModule;
  readonly #reader: number;
  readonly #writer: number;
  readonly #bytes = new Uint8Array(8);

  constructor(module: BackendModule) {
    this.#module = module;
    [this.#reader, this.#writer] = module.pipe();
  }

  /** What does not work any more; undefined if everything does. */
  async of(poller: Poller): Promise<string | undefined> {
    const { sys } = this.#module;
    const event = client(this.#module, this.#reader);
    const count = (timeoutMs: number): number => this.#countIn(poller.wait(timeoutMs));
    const wrong: string[] = [];
    const demand = (what: string, holds: boolean): void => {
      if (!holds) wrong.push(what);
    };
    try {
      poller.set(event);
      demand("silence", count(0) === 0);
      sys.write(this.#writer, ONE);
      demand("level", count(PATIENCE_MS) === 1 && count(0) === 1);
      poller.modify(event, { trigger: "edge" });
      demand("edge", count(PATIENCE_MS) === 1 && count(0) === 0);
      poller.modify(event, { trigger: "oneshot" });
      demand("one-shot", count(PATIENCE_MS) === 1 && count(0) === 0);
      poller.modify(event);
      demand("asynchronous", this.#countIn(await poller.waitAsync(PATIENCE_MS)) === 1);
      poller.delete(this.#reader);
      demand("deleted", count(0) === 0);
      poller.notify();
      demand("notify", poller.wait(PATIENCE_MS).woken);
    } catch (error) {
      wrong.push(String(error));
    } finally {
      sys.read(this.#reader, this.#bytes);
    }
    return wrong.length === 0 ? undefined : wrong.join(", ");
  }

  /** How many events are the proof's. */
  #countIn(ready: ReturnType<Poller["wait"]>): number {
    let count = 0;
    for (let index = 0; index < ready.length; index++) if (ready.fd(index) === this.#reader) count++;
    return count;
  }
}
