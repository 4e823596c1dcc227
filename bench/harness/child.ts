// A child process that speaks the line protocol: it prints one line of JSON when it is ready, then one for each line that it reads,
// and exits when its standard input ends. So it cannot outlive this process; every step has a time limit as well.

import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** How to start a program. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

type Process = ChildProcessByStdio<Writable, Readable, Readable>;

const START_MS = 60_000;
const END_MS = 5_000;
/** How many characters of standard error are kept for the message. */
const KEPT = 2_000;

/** Running children. They are killed when this process exits, even one that hangs. */
const running = new Set<Process>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export class Child {
  readonly name: string;
  readonly #process: Process;
  readonly #lines: AsyncIterator<string>;
  /** Resolves with how it ended. */
  readonly #ended: Promise<string>;
  #late: string | undefined;

  constructor(name: string, { file, args, env }: Command) {
    this.name = name;
    this.#process = spawn(file, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...env } });
    running.add(this.#process);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#ended = endOf(this.#process).finally(() => running.delete(this.#process));
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The program's first line, in which it introduces itself. */
  started(ms = START_MS): Promise<unknown> {
    return this.#line("to start", ms);
  }

  /** One request at a time. */
  ask(request: string, ms: number): Promise<unknown> {
    this.#process.stdin.write(`${request}\n`);
    return this.#line(`for "${request}"`, ms);
  }

  /** Ends the process; never throws. */
  async end(): Promise<void> {
    this.#process.stdin.end();
    const late = setTimeout(() => this.#process.kill("SIGKILL"), END_MS);
    await this.#ended;
    clearTimeout(late);
  }

  /** A late child is killed: it is useless now, and may keep the processor busy. */
  async #line(what: string, ms: number): Promise<unknown> {
    const timer = setTimeout(() => {
      this.#late = `took more than ${ms / 1000} s ${what}`;
      this.#process.kill("SIGKILL");
    }, ms);
    const { done, value } = await this.#lines.next();
    clearTimeout(timer);
    if (done) throw new Error(`${this.name} ${this.#late ?? (await this.#ended)}`);
    try {
      return JSON.parse(value);
    } catch {
      throw new Error(`${this.name} answered ${what} with "${value}", which is not JSON`);
    }
  }
}

/** Waits for the end of a process, and describes it with the end of standard error. */
function endOf(child: Process): Promise<string> {
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr = `${stderr}${chunk}`.slice(-KEPT);
  });
  child.stdin.on("error", () => {}); // it has exited; "close" says why
  return new Promise((resolve) => {
    const end = (how: string) => resolve(`${how}${stderr && `: ${stderr.trim()}`}`);
    child.on("error", (error) => end(error.message));
    child.on("close", (code, signal) => end(signal === null ? `ended with exit code ${code}` : `ended by ${signal}`));
  });
}
