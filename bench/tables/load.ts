// The clients: one C program on the other core, for all echo servers.

import { Child, type Command } from "../harness/child.ts";
import { compile } from "../participants/c.ts";

const OPEN_MS = 60_000;
/** Allowed on top of the exchange's own time. */
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

  /** Throws a Failure that says why this machine cannot run the clients; without them no server can be measured. */
  static async demand(): Promise<void> {
    await compile("load");
  }

  /** Connects, exchanges one message on each connection, does `work`, and resets the connections. */
  async withClients<T>(port: number, connections: number, bytes: number, work: () => Promise<T>): Promise<T> {
    try {
      const child = await this.#running();
      await child.ask(`open ${port} ${connections} ${bytes}`, OPEN_MS);
      const result = await work();
      await child.ask("close", OPEN_MS);
      return result;
    } catch (error) {
      // Whatever went wrong, the next server gets fresh clients.
      await this.end();
      throw error;
    }
  }

  /** Exchanges messages for the given time. */
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
