// docs/architecture.md says what is in the spec.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../src/run.ts";
import { addRiscv, copyTree, read, write } from "./tree.ts";

function diagramOf(root: string): string {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return read(root, "docs/architecture.md");
}

test("a kind, an architecture and a backend that are added are in the diagram", () => {
  const root = copyTree();
  const before = diagramOf(root);
  expect(before).toContain('<br>EventKind: Server 1, Client 2"');
  expect(before).toContain('["bun"]');
  write(
    root,
    "spec/event-kinds.yaml",
    `${read(root, "spec/event-kinds.yaml")}  - name: Timer\n    tag: 3\n    doc: A.\n`,
  );
  addRiscv(root);
  mkdirSync(join(root, "templates/demo"));
  cpSync(join(root, "templates/koffi/types.json"), join(root, "templates/demo/types.json"));
  write(root, "templates/demo/platform.txt.hbs", "{{os}}\n");
  const after = diagramOf(root);
  expect(after).toContain('<br>EventKind: Server 1, Client 2, Timer 3"');
  expect(after).toMatch(/<br>x64, arm64, riscv64: \d+ calls, /);
  expect(after).toContain('["demo"]');
  expect(after).toMatch(/never edited<br>.*, demo, /);
});
