// Collects the results of a table: values by participant and measure, and which participants are absent or failed.

import { Failure } from "../../tools/lib/failure.ts";
import { dim, say, warn } from "../../tools/lib/say.ts";
import type { Entry, Job } from "../participants/entry.ts";
import type { Measure, Measured, Reason, Series } from "../report/results.ts";
import { Child, type Command } from "./child.ts";

export class Recording {
  readonly absent: Reason[] = [];
  readonly failed: Reason[] = [];
  readonly #participants: Measured[] = [];
  readonly #values = new Map<string, { readonly participant: string; readonly measure: string; values: number[] }>();

  get participants(): readonly Measured[] {
    return this.#participants;
  }

  /** In the order in which participants and measures first appeared. */
  get series(): readonly Series[] {
    return [...this.#values.values()];
  }

  /** The programs for a job, from all participants that are available. */
  async prepare(entries: readonly Entry[], job: Job): Promise<Prepared[]> {
    const prepared: Prepared[] = [];
    for (const entry of entries.filter(({ jobs }) => jobs.includes(job))) {
      const work = entry.work?.();
      if (work !== undefined) say(dim(`${entry.name}: ${work}`));
      try {
        const command = (await entry.prepare())[job];
        if (command !== undefined) prepared.push({ entry, command });
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        this.#leaveOut(entry.name, error.message);
      }
    }
    return prepared;
  }

  /** Starts them all; `wrap` pins a command. A participant that does not start has failed. */
  async start(prepared: readonly Prepared[], wrap: (command: Command) => Command): Promise<Running[]> {
    const running: Running[] = [];
    for (const { entry, command } of prepared) {
      const child = new Child(entry.name, wrap(command));
      await this.attempt(entry.name, async () => {
        running.push({ entry, child, first: this.introduce(entry, await child.started()) });
      });
    }
    return running;
  }

  /** Records how a participant introduces itself, and returns its first line. */
  introduce({ name, role, note }: Entry, first: unknown): First {
    const line = first as First;
    if (!this.#participants.some((each) => each.name === name)) {
      this.#participants.push({ name, role, ...(note && { note }), ...(line.about && { about: line.about }) });
    }
    return line;
  }

  add(participant: string, measure: string, value: number): void {
    if (!Number.isFinite(value)) throw new Error(`${participant} returned ${value} for ${measure}`);
    const key = `${participant}\n${measure}`;
    const known = this.#values.get(key) ?? { participant, measure, values: [] };
    known.values.push(value);
    this.#values.set(key, known);
  }

  /** Runs a step so that one participant's failure does not stop the others. Returns whether it succeeded. */
  async attempt(participant: string, step: () => Promise<void>): Promise<boolean> {
    if (this.hasFailed(participant)) return false;
    try {
      await step();
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.failed.push({ name: participant, reason });
      warn(`\n${participant} FAILED and is left out from now on: ${reason}`);
      return false;
    }
  }

  hasFailed(participant: string): boolean {
    return this.failed.some(({ name }) => name === participant);
  }

  /** The measures that at least one participant has. */
  measured(measures: readonly Measure[]): readonly Measure[] {
    return measures.filter(({ name }) => this.series.some(({ measure }) => measure === name));
  }

  #leaveOut(name: string, reason: string): void {
    if (this.absent.some((each) => each.name === name)) return;
    this.absent.push({ name, reason });
    say(`${name} is ABSENT: ${reason}`);
  }
}

export interface Prepared {
  readonly entry: Entry;
  readonly command: Command;
}

/** A program's first line. */
export interface First {
  readonly about?: string;
  readonly port?: number;
}

export interface Running {
  readonly entry: Entry;
  readonly child: Child;
  readonly first: First;
}

export async function endAll(running: readonly Running[]): Promise<void> {
  await Promise.all(running.map(({ child }) => child.end()));
}

/** The items rotated by the round, so that nobody always follows the same participant. */
export function rotated<T>(items: readonly T[], round: number): T[] {
  if (items.length === 0) return [];
  const start = ((round % items.length) + items.length) % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}
