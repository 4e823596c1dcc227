// The clients: one program in C on the other core, for all echo servers.

import { Child, type Command } from "../harness/child.ts";
import { compile } from "../participants/c.ts";

const OPEN_MS = 60_000;
/** Besides the time that the exchange takes by itself. */
const SLACK_MS = 30_000;

export interface Exchange {
  readonly messages: number;
  readonly ns: number;
}

export class Load {
  readonly #wrap: (command: Command) => Command;
  #child: Child | undefined;

  constructor(wrap: (command: Command) => Command) {
    this.#wrap = wrap;
  }

  /** A Failure says why there are no clients on this machine: then no server can be measured. */
  static async demand(): Promise<void> {
    await compile("load");
  }

  /** Connects, exchanges one message on each connection, does the work, and resets the connections. */
  async withClients<T>(port: number, connections: number, bytes: number, work: () => Promise<T>): Promise<T> {
    try {
      const child = await this.#running();
      await child.ask(`open ${port} ${connections} ${bytes}`, OPEN_MS);
      const result = await work();
      await child.ask("close", OPEN_MS);
      return result;
    } catch (error) {
      // Whatever went wrong, the next server gets clients that know nothing of it.
      await this.end();
      throw error;
    }
  }

  /** Exchanges messages for so long. */
  async run(ms: number): Promise<Exchange> {
    return (await (await this.#running()).ask(`run ${ms}`, ms + SLACK_MS)) as Exchange;
  }

  async end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    await child?.end();
  }

  async #running(): Promise<Child> {
    if (this.#child !== undefined) return this.#child;
    const child = new Child("the load generator", this.#wrap({ file: await compile("load"), args: [] }));
    await child.started();
    this.#child = child;
    return child;
  }
}
