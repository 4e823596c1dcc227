// A child process that speaks the line protocol: it prints one line of JSON when it is ready, then one for each line that it reads,
// and exits when its standard input ends. So it cannot outlive this process; every step has a time limit as well.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** How to start a program. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const START_MS = 60_000;
const END_MS = 5_000;
/** How many characters of standard error are kept for the message. */
const KEPT = 2_000;

/** Running children. They are killed when this process exits, even one that hangs. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
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
    running.add(child);
    createInterface({ input: child.stdout! }).on("line", (line) => {
      this.#lines.push(line);
      this.#waiting?.();
    });
    child.stderr!.on("data", (chunk) => {
      this.#stderr = `${this.#stderr}${chunk}`.slice(-KEPT);
    });
    child.stdin!.on("error", () => {}); // it has exited; "close" says why
    this.#ended = new Promise((resolve) => {
      const end = (how: string) => {
        running.delete(child);
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

  /** The program's first line, in which it introduces itself. */
  started(ms = START_MS): Promise<unknown> {
    return this.#line("to start", ms);
  }

  /** One request at a time. */
  async ask(request: string, ms: number): Promise<unknown> {
    this.#process.stdin!.write(`${request}\n`);
    return this.#line(`for "${request}"`, ms);
  }

  /** Ends the process; never throws. */
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
      throw new Error(`${this.name} answered ${what} with "${line}", which is not JSON`);
    }
  }

  /** Waits for a line or the end. A late child is killed: it is useless now, and may keep the processor busy. */
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

  /** Keeps the first reason. */
  #fail(how: string): void {
    this.#failure ??= new Error(`${this.name} ${how}`);
    this.#waiting?.();
  }
}
