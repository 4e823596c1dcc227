// What a rule is given: the file to check, and a place to report problems.
import type { Diagnostic } from "./diagnostics.ts";
import type { Source } from "./source.ts";

export class Context {
  readonly source: Source;
  /**
   * Whether no entry of the file had to be left out. Malformed entries are left out, and a missing entry may be one of
   * those, so rules about missing entries run only on whole files.
   */
  whole: boolean;
  readonly problems: Diagnostic[] = [];

  constructor(source: Source, whole: boolean) {
    this.source = source;
    this.whole = whole;
  }

  /** Reports at the value of a key or an index, or at the owner itself. */
  wrong(owner: object, key: string | number | undefined, message: string): void {
    this.problems.push({ file: this.source.file, ...this.source.at(owner, key), message });
  }

  /** Reports at a key. */
  wrongKey(owner: object, key: string, message: string): void {
    this.problems.push({ file: this.source.file, ...this.source.atKey(owner, key), message });
  }

  line(owner: object, key?: string | number): number {
    return this.source.at(owner, key).line;
  }

  /** Reports each entry whose key has a value that an earlier one has. */
  unique<Entry extends object>(what: string, entries: readonly Entry[], key: keyof Entry & string, hint: string): void {
    const seen = new Map<unknown, Entry>();
    for (const entry of entries) {
      const first = seen.get(entry[key]);
      if (first === undefined) seen.set(entry[key], entry);
      else {
        const value = typeof entry[key] === "number" ? entry[key] : `"${String(entry[key])}"`;
        this.wrong(entry, key, `the ${what} ${value} is already taken on line ${this.line(first, key)}; ${hint}`);
      }
    }
  }
}
