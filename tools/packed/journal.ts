import { messageOf } from "../lib/failure.ts";
import { bold, progressLine, red, say, warn } from "../lib/say.ts";
import { formatTable } from "../lib/table.ts";

/** One step, as --json prints it. */
export interface Row {
  /** The runtime and the backend, or "archives". */
  readonly where: string;
  readonly step: string;
  readonly state: "ok" | "failed" | "not run";
  readonly seconds: number;
  readonly problem: string;
}

/** Runs steps, reports how they went, and goes on. */
export class Journal {
  readonly rows: Row[] = [];
  readonly #line = progressLine();

  /** What `work` gives; undefined when it failed. */
  async do<Result>(where: string, step: string, work: () => Promise<Result>): Promise<Result | undefined> {
    const start = performance.now();
    const seconds = () => Math.round((performance.now() - start) / 10) / 100;
    this.#line.update(`${bold("packed")} ${where}: ${step}`);
    try {
      const result = await work();
      this.rows.push({ where, step, state: "ok", seconds: seconds(), problem: "" });
      return result;
    } catch (error) {
      const problem = messageOf(error);
      this.rows.push({ where, step, state: "failed", seconds: seconds(), problem });
      say(red(`${where}: ${step}: ${problem}`));
      return undefined;
    }
  }

  leaveOut(where: string, why: string): void {
    this.rows.push({ where, step: "all steps", state: "not run", seconds: 0, problem: why });
    warn(`NOT RUN: ${where}: ${why}`);
  }

  end(): void {
    const passed = this.rows.filter(({ state }) => state === "ok").length;
    this.#line.done(`${bold("packed")} ${passed} of ${this.rows.length} steps passed`);
  }

  /** A line for each project. */
  get table(): string {
    const places = [...new Set(this.rows.map(({ where }) => where))];
    const lines = places.map((place) => this.rows.filter(({ where }) => where === place));
    return formatTable(lines, {
      where: (line) => line[0]?.where ?? "",
      steps: (line) =>
        line.map(({ step, state }) => (state === "ok" ? step : `${step}: ${state.toUpperCase()}`)).join("\n"),
      ">seconds": (line) => line.map(({ seconds }) => seconds.toFixed(1)).join("\n"),
    });
  }
}
