// Runs the cases of one theme in a process of their own. Where it ends before they do, the case that was under way has failed,
// and the others are run in another process.

import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { howItEnded, script } from "../child.ts";
import { decodeMessage, type Registered } from "./protocol.ts";

/** The suite and the adapter, as URLs. */
export interface Subject {
  readonly suiteUrl: string;
  readonly adapterUrl: string;
}

export interface Failed {
  readonly name: string;
  readonly message: string;
}

export interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly Failed[];
}

/** How much longer than its own time a case gets before its process is killed: it may block the thread. */
const GRACE_MS = 3_000;

export async function runGroup(subject: Subject, theme: string, cases: readonly Registered[]): Promise<Outcome> {
  const passed: string[] = [];
  const failed: Failed[] = [];
  let left = cases;
  while (left.length > 0) {
    const attempt = new Attempt(subject, left);
    const end = await attempt.ended;
    passed.push(...attempt.passed);
    failed.push(...attempt.failed);
    const done = new Set([...attempt.passed, ...attempt.failed.map(({ name }) => name)]);
    if (attempt.current !== undefined) {
      const message = attempt.killed
        ? "it blocked the thread, and its process was killed"
        : `the process ended in it: ${end}`;
      failed.push({ name: attempt.current, message });
      done.add(attempt.current);
    } else if (!attempt.endedWell) {
      failed.push({ name: `${theme}.*`, message: `the process ended outside the cases: ${end}` });
      if (done.size === 0) break; // it would do so again
    }
    left = left.filter(({ name }) => !done.has(name));
  }
  return { passed, failed };
}

/** One process, from its start to its end. */
class Attempt {
  readonly passed: string[] = [];
  readonly failed: Failed[] = [];
  /** The case that is under way. */
  current: string | undefined;
  endedWell = false;
  /** Because nothing came from it for too long. */
  killed = false;
  /** Resolves with how it ended. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #timeouts: ReadonlyMap<string, number>;
  #timer: NodeJS.Timeout | undefined;
  #complaints = "";

  constructor({ suiteUrl, adapterUrl }: Subject, cases: readonly Registered[]) {
    const names = JSON.stringify(cases.map(({ name }) => name));
    this.#timeouts = new Map(cases.map(({ name, timeoutMs }) => [name, timeoutMs]));
    const args = [script("cases"), suiteUrl, adapterUrl, names];
    this.#child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      this.#complaints = (this.#complaints + text).slice(-2_000);
    });
    createInterface({ input: this.#child.stdout! }).on("line", (line) => this.#take(line));
    this.#watch(DEFAULT_START_MS);
    this.ended = new Promise((resolve, reject) => {
      this.#child.on("error", reject);
      this.#child.on("close", (code, signal) => {
        clearTimeout(this.#timer);
        this.endedWell = code === 0 && this.current === undefined;
        const how = howItEnded({ code, signal, timedOut: this.killed, stdout: "", stderr: "" });
        resolve(this.#complaints === "" ? how : `${how}\n${this.#complaints.trim()}`);
      });
    });
  }

  #take(line: string): void {
    const message = decodeMessage(line);
    if (message === undefined || message.is === "listing") return;
    if (message.is === "begun") {
      this.current = message.name;
      this.#watch(this.#timeouts.get(message.name)! + GRACE_MS);
      return;
    }
    if (message.is === "passed") this.passed.push(message.name);
    else this.failed.push({ name: message.name, message: message.message });
    this.current = undefined;
    this.#watch(DEFAULT_START_MS);
  }

  #watch(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.killed = true;
      this.#child.kill("SIGKILL");
    }, milliseconds);
  }
}

/** From a process's start to its first case, and between two. */
const DEFAULT_START_MS = 60_000;
