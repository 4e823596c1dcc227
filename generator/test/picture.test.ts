// docs/architecture.svg says what is in the spec.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadBackends } from "../src/emit/templates.ts";
import { loadSpec } from "../src/load.ts";
import { buildModel } from "../src/model/model.ts";
import { type Picture, picture } from "../src/model/picture.ts";
import { run } from "../src/run.ts";
import { copyTree, edit, read, repository, write } from "./tree.ts";

function drawn(root: string): string {
  const result = run({ root });
  if (result.kind !== "done") throw new Error(JSON.stringify(result));
  return read(root, "docs/architecture.svg");
}

test("a kind, an architecture and a backend that are added are in the picture", () => {
  const root = copyTree();
  const before = drawn(root);
  expect(before).toContain(">EventKind: Server 1, Client 2<");
  expect(before).toContain(">bun<");
  write(
    root,
    "spec/event-kinds.yaml",
    `${read(root, "spec/event-kinds.yaml")}  - name: Timer\n    tag: 3\n    doc: A.\n`,
  );
  edit(root, "spec/linux.yaml", "constants:", "  - name: riscv64\n    macro: __riscv\nconstants:");
  write(
    root,
    "spec/linux.yaml",
    read(root, "spec/linux.yaml").replaceAll(/(architectures: \[.*arm64)\]/g, "$1, riscv64]"),
  );
  mkdirSync(join(root, "templates/demo"));
  cpSync(join(root, "templates/koffi/types.json"), join(root, "templates/demo/types.json"));
  write(root, "templates/demo/platform.txt.hbs", "{{os}}\n");
  const after = drawn(root);
  expect(after).toContain(">EventKind: Server 1, Client 2, Timer 3<");
  expect(after).toMatch(/>x64, arm64, riscv64: \d+ calls, /);
  expect(after).toContain(">demo<");
  expect(after).toContain(">demo/<");
});

/** About as wide as the widest of the fonts that it may be shown in, in pixels a letter. */
const WIDTHS = { title: 9, small: 7.8, text: 7.2, label: 7.2 };

function textsThatStickOut({ width, boxes, texts }: Picture): string[] {
  return texts.flatMap(({ x, y, anchor, style, text }) => {
    const long = text.length * WIDTHS[style];
    const start = anchor === "start" ? x : anchor === "middle" ? x - long / 2 : x - long;
    // The box that it is written in, the innermost; a label between boxes has the whole picture.
    const around = boxes.filter((box) => box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height);
    const inner = around.sort((a, b) => a.width - b.width)[0] ?? { x: 0, width };
    return start >= inner.x && start + long <= inner.x + inner.width ? [] : [text];
  });
}

const model = buildModel(loadSpec(repository).spec!);
const today = loadBackends(repository).backends.flatMap(({ name, types }) => (types === undefined ? [] : [name]));

test.each([
  ["as it is", today],
  ["with six backends", ["bun", "deno", "koffi", "napi", "node-ffi", "one-more"]],
])("every text fits into its box, %s", (_, backends) => {
  const folders = [...new Set(["check", "conformance", "core", "pollio", ...backends])].sort();
  expect(textsThatStickOut(picture({ model, backends, folders }))).toEqual([]);
});

test("no box lies across another", () => {
  const boxes = picture({ model, backends: today, folders: ["check", "core", ...today] }).boxes;
  const inner = boxes.filter(({ style }) => style !== "group");
  const across = inner.flatMap((a, index) =>
    inner
      .slice(index + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
  );
  expect(across).toEqual([]);
});
