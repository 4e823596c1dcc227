// What a sequence did, as code that can be pasted and run.

export class Script {
  readonly #lines: string[] = [];

  /** A statement that is about to run. */
  run(statement: string): void {
    this.#lines.push(`${statement};`);
  }

  /** What was seen of the last statement. */
  note(comment: string): void {
    this.#lines.push(`// ${comment}`);
  }

  /** A whole module. */
  text(adapter: string): string {
    return [
      "// Save as try.mts in the repository's root. Run it with: npx tsx try.mts (or with bun, or deno run -A)",
      `import { adapter } from ${JSON.stringify(adapter)};`,
      'import { openers } from "./conformance/model/openers.ts";',
      'import { show, traffic, tried } from "./conformance/model/pasted.ts";',
      "const m = adapter.module;",
      "const o = openers(m);",
      "const t = traffic(m);",
      ...this.#lines,
      "process.exit();",
      "",
    ].join("\n");
  }
}
