import { bold, red, say, warn } from "../lib/say.ts";
import { formatTable } from "../lib/table.ts";

/** What one part of the tests gave. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What was not run, by name. */
  readonly skips?: readonly string[];
  /** What a reader must see besides what the part has shown itself. */
  readonly problems?: readonly string[];
}

interface Part {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skips: readonly string[];
  readonly seconds: number;
}

/** The sum over all parts. */
export class Tally {
  readonly #parts: Part[] = [];

  /** Runs one part. */
  async part(name: string, run: () => Outcome | Promise<Outcome>): Promise<void> {
    say(bold(`\n${name}`));
    const start = performance.now();
    const { passed, failed, skips = [], problems = [] } = await run();
    this.#parts.push({ name, passed, failed, skips, seconds: (performance.now() - start) / 1000 });
    for (const problem of problems) say(red(problem));
  }

  get ok(): boolean {
    return this.#sum(({ failed }) => failed) === 0 && this.#sum(({ passed }) => passed) > 0;
  }

  /** The last line. */
  get line(): string {
    const [passed, failed] = [this.#sum((part) => part.passed), this.#sum((part) => part.failed)];
    return `${passed} passed, ${failed} failed, ${this.skips.length} skipped`;
  }

  get skips(): string[] {
    return this.#parts.flatMap(({ skips }) => skips);
  }

  /** Says what each part gave and took, and by name what was not run. */
  show(): void {
    const columns = {
      part: (part: Part) => part.name,
      ">passed": (part: Part) => part.passed,
      ">failed": (part: Part) => part.failed,
      ">skipped": (part: Part) => part.skips.length,
      ">seconds": (part: Part) => part.seconds.toFixed(1),
    };
    say(`\n${formatTable(this.#parts, columns)}`);
    if (this.skips.length > 0) warn(`SKIPPED:\n  ${this.skips.join("\n  ")}`);
  }

  #sum(value: (part: Part) => number): number {
    return this.#parts.reduce((total, part) => total + value(part), 0);
  }
}
