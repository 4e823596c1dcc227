// The clients: one C program, for all servers of a table.

import { Child, type Command } from "../harness/child.ts";
import { compile } from "../participants/c.ts";

const OPEN_MS = 60_000;
/** Allowed on top of the exchange's own time. */
const SLACK_MS = 30_000;

export interface Exchange {
  readonly messages: number;
  readonly ns: number;
  /** The clients' own processor time in microseconds, where the program says it. */
  readonly cpu?: number;
}

/** The programs in bench/programs/c: clients of echo servers, whose connections have a size of message, and of HTTP servers, with a depth. */
export type LoadProgram = "load" | "http-load";

export class Load {
  readonly #wrap: (command: Command) => Command;
  readonly #program: LoadProgram;
  #child: Child | undefined;

  constructor(wrap: (command: Command) => Command, program: LoadProgram = "load") {
    this.#wrap = wrap;
    this.#program = program;
  }

  /** Throws a Failure that says why this machine cannot run the clients; without them no server can be measured. */
  static async demand(program: LoadProgram = "load"): Promise<void> {
    await compile(program);
  }

  /** Connects, exchanges one message on each connection, does `work`, and resets the connections. `each` is the size or the depth. */
  async withClients<T>(port: number, connections: number, each: number, work: () => Promise<T>): Promise<T> {
    try {
      const child = await this.#running();
      await child.ask(`open ${port} ${connections} ${each}`, OPEN_MS);
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
    const child = new Child("the load generator", this.#wrap({ file: await compile(this.#program), args: [] }));
    await child.started();
    this.#child = child;
    return child;
  }
}
