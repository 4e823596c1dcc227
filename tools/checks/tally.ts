import { bold, formatTable, red, say, warn } from "../lib/say.ts";

/** What one part of the tests gave. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What was not run, by name. */
  readonly skips?: readonly string[];
  /** What went wrong, a line each; shown once more at the end. */
  readonly problems?: readonly string[];
}

/** The sum over all parts. */
export class Tally {
  readonly #parts: (Required<Outcome> & { name: string; seconds: number })[] = [];

  async part(name: string, run: () => Outcome | Promise<Outcome>): Promise<void> {
    say(bold(`\n${name}`));
    const start = performance.now();
    const { passed, failed, skips = [], problems = [] } = await run();
    this.#parts.push({ name, passed, failed, skips, problems, seconds: (performance.now() - start) / 1000 });
    for (const problem of problems) say(red(problem));
  }

  #sum(what: "passed" | "failed"): number {
    return this.#parts.reduce((total, part) => total + part[what], 0);
  }

  get ok(): boolean {
    return this.#sum("failed") === 0 && this.#sum("passed") > 0;
  }

  get line(): string {
    return `${this.#sum("passed")} passed, ${this.#sum("failed")} failed, ${this.skips.length} skipped`;
  }

  get skips(): string[] {
    return this.#parts.flatMap(({ skips }) => skips);
  }

  /** Shows what each part gave and took, and names what was not run and, last, what failed: of a long log people see the end. */
  show(): void {
    const table = formatTable(this.#parts, {
      part: ({ name }) => name,
      ">passed": ({ passed }) => passed,
      ">failed": ({ failed }) => failed,
      ">skipped": ({ skips }) => skips.length,
      ">seconds": ({ seconds }) => seconds.toFixed(1),
    });
    say(`\n${table}`);
    if (this.skips.length > 0) warn(`SKIPPED:\n  ${this.skips.join("\n  ")}`);
    const problems = this.#parts.flatMap((part) => part.problems.map((problem) => `${part.name}: ${problem}`));
    if (problems.length > 0) say(red(`FAILED:\n  ${problems.join("\n  ")}`));
  }
}
