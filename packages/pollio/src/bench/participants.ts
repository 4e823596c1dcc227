// A process that measures: the C loop, or a backend in its runtime. All processes live for the whole run, pinned to one core, and
// measure in turn.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";

export class Participant {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  #ended: string | undefined;
  #answer: { resolve(line: string): void; reject(error: Error): void } | undefined;

  constructor(name: string, command: readonly string[]) {
    this.name = name;
    const [file = "", ...args] = command;
    this.#child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
    // It may end before it has read its input.
    this.#child.stdin!.on("error", () => {});
    this.#lines = createInterface({ input: this.#child.stdout! });
    this.#lines.on("line", (line) => this.#settle()?.resolve(line));
    this.#child.on("error", (error) => this.#settle()?.reject(error));
    this.#child.on("exit", (code, signal) => {
      this.#ended = `${name} ended with ${signal === null ? `exit code ${code}` : `signal ${signal}`}`;
      this.#settle()?.reject(new Error(this.#ended));
    });
  }

  /** Nanoseconds per iteration. */
  async measure(scenario: string, iterations: number): Promise<number> {
    if (this.#ended !== undefined) throw new Error(this.#ended);
    const line = await new Promise<string>((resolve, reject) => {
      this.#answer = { resolve, reject };
      this.#child.stdin!.write(`${scenario} ${iterations}\n`);
    });
    return Number(line);
  }

  end(): void {
    this.#answer = undefined;
    this.#child.stdin!.end();
  }

  #settle() {
    const answer = this.#answer;
    this.#answer = undefined;
    return answer;
  }
}
