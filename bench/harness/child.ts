// A process that is asked by the line: it prints one line of JSON once it can be asked, then one for each line that it reads, and
// ends when its standard input does. So it ends with this process, however that ends; every step has a limit besides.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How a program is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const START_MS = 60_000;
const END_MS = 5_000;
/** So much of standard error is kept for the message. */
const KEPT = 2_000;

/** Children that live. Whatever ends this process must not leave them behind, not even one that hangs. */
const living = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

export class Child {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #lines: string[] = [];
  #failure: Error | undefined;
  #waiting: (() => void) | undefined;
  #stderr = "";

  constructor(name: string, { file, args, env }: Command) {
    this.name = name;
    const child = spawn(file, args, { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, ...env } });
    this.#process = child;
    living.add(child);
    createInterface({ input: child.stdout! }).on("line", (line) => {
      this.#lines.push(line);
      this.#waiting?.();
    });
    child.stderr!.on("data", (chunk) => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-KEPT);
    });
    child.stdin!.on("error", () => {}); // it is gone, and "close" tells why
    this.#ended = new Promise((resolve) => {
      const end = (how: string) => {
        living.delete(child);
        this.#fail(`${how}${this.#stderr && `: ${this.#stderr.trim()}`}`);
        resolve();
      };
      child.on("error", (error) => end(error.message));
      child.on("close", (code, signal) => end(signal === null ? `ended with exit code ${code}` : `ended by ${signal}`));
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What the program says of itself in its first line. */
  started(ms = START_MS): Promise<unknown> {
    return this.#line("to start", ms);
  }

  /** One request at a time. */
  async ask(request: string, ms: number): Promise<unknown> {
    this.#process.stdin!.write(`${request}\n`);
    return this.#line(`for "${request}"`, ms);
  }

  /** Ends it; never throws. */
  async end(): Promise<void> {
    this.#process.stdin!.end();
    const late = setTimeout(() => this.#process.kill("SIGKILL"), END_MS);
    await this.#ended;
    clearTimeout(late);
  }

  async #line(what: string, ms: number): Promise<unknown> {
    if (this.#lines.length === 0 && this.#failure === undefined) await this.#news(what, ms);
    const line = this.#lines.shift();
    if (line === undefined) throw this.#failure;
    try {
      return JSON.parse(line);
    } catch {
      throw new Error(`${this.name} answered ${what} with "${line}", which is no JSON`);
    }
  }

  /** Waits for a line or the end. One that is late is killed: it is of no use any more, and may hold the processor. */
  async #news(what: string, ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#waiting = resolve;
      timer = setTimeout(() => {
        this.#fail(`took more than ${ms / 1000} s ${what}`);
        this.#process.kill("SIGKILL");
      }, ms);
    });
    clearTimeout(timer);
    this.#waiting = undefined;
  }

  /** The first reason counts. */
  #fail(how: string): void {
    this.#failure ??= new Error(`${this.name} ${how}`);
    this.#waiting?.();
  }
}
