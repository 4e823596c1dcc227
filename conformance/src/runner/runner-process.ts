import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { decodeMessage, type Message, sinceBoundary } from "./messages.ts";

/** How a process ended. */
export interface End {
  /** In a sentence, with the first lines that it wrote to standard error. */
  readonly how: string;
  /** What it wrote to standard error last, since its last case began. */
  readonly stderr: string;
}

export interface ProcessLimits {
  /** How long it may say nothing outside of a case. */
  readonly silenceMs: number;
  /** How much longer than its own limit a case may say nothing: it blocks the thread, so that no timer fires. */
  readonly graceMs: number;
  /** For everything. */
  readonly limitMs: number;
}

const KEPT_CHARACTERS = 4_000;
const LINES_IN_SENTENCE = 3;
/** The longest that a timer can wait. */
const NEVER_MS = 2 ** 31 - 1;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** One process of child.ts, with every process that its cases start. */
export class RunnerProcess {
  readonly #child: ChildProcess;
  #stderr = "";
  #killed: string | undefined;

  constructor(command: string, args: readonly string[], env: NodeJS.ProcessEnv) {
    // A process group of its own, so that nothing that it has started outlives it.
    this.#child = spawn(command, [...args], { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-KEPT_CHARACTERS);
    });
  }

  /** Resolves when it has ended, by itself or because it broke a limit. */
  async run({ silenceMs, graceMs, limitMs }: ProcessLimits, hear: (message: Message) => void): Promise<End> {
    let watchdog: NodeJS.Timeout;
    const watch = (milliseconds: number, why: string): void => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => this.#killFor(why), Math.min(milliseconds, NEVER_MS));
    };
    const between = (): void => watch(silenceMs, `it said nothing for ${silenceMs} ms`);
    const limit = setTimeout(() => this.#killFor("the time limit of the run was reached"), Math.min(limitMs, NEVER_MS));
    const letGo = this.#dieWithParent();
    between();
    createInterface({ input: this.#child.stdout! }).on("line", (line) => {
      const message = decodeMessage(line);
      if (message === undefined) return;
      if (message.is === "begin") {
        const patienceMs = message.limitMs + graceMs;
        watch(patienceMs, `it blocked the thread for ${patienceMs} ms, and its process was killed`);
      } else between();
      hear(message);
    });
    const how = await this.#ended();
    clearTimeout(watchdog!);
    clearTimeout(limit);
    letGo();
    const stderr = sinceBoundary(this.#stderr);
    const words = stderr.split("\n").slice(0, LINES_IN_SENTENCE).join("; ");
    return { how: `${this.#killed ?? how}${words && `: ${words}`}`, stderr };
  }

  #ended(): Promise<string> {
    return new Promise((resolve) => {
      this.#child.on("error", (error) => resolve(`it could not be started: ${error.message}`));
      // What it has started holds its output open: without this, `close` would not come.
      this.#child.on("exit", () => this.#kill());
      this.#child.on("close", (code, signal) => resolve(`the process ended with ${signal ?? `exit code ${code}`}`));
    });
  }

  /** A group of its own gets neither Ctrl-C nor the parent's end from the system. Returns what undoes it. */
  #dieWithParent(): () => void {
    const kill = (): void => this.#kill();
    const passOn = (signal: NodeJS.Signals): void => {
      kill();
      for (const name of SIGNALS) process.off(name, passOn);
      // Nobody else handles it, so that it ends this process as it would have.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    process.on("exit", kill);
    for (const name of SIGNALS) process.on(name, passOn);
    return () => {
      kill();
      process.off("exit", kill);
      for (const name of SIGNALS) process.off(name, passOn);
    };
  }

  #killFor(why: string): void {
    this.#killed ??= why;
    this.#kill();
  }

  #kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // All of them have ended.
    }
  }
}
