import { describe, expect, test } from "vitest";
import { formatDiagnostic } from "../../spec-tools/diagnostics.ts";
import { run } from "../src/run.ts";
import { copyTree, edit, read, snapshot, write } from "./tree.ts";
import { eventKinds } from "./wrong/event-kinds.ts";
import { inheritance } from "./wrong/inherit.ts";
import { layouts } from "./wrong/layouts.ts";
import { trait } from "./wrong/poller.ts";
import { syscalls } from "./wrong/syscalls.ts";
import type { WrongSpec } from "./wrong/wrong-spec.ts";

function diagnose(root: string): string[] {
  const result = run({ root });
  return result.kind === "wrong" ? result.diagnostics.map(formatDiagnostic) : [result.kind];
}

/** Takes the marks out of the text, and gives their places as a message begins with them. */
function places(root: string, file: string): string[] {
  const [first = "", ...rest] = read(root, file).split("§");
  let text = first;
  const found = rest.map((part) => {
    const place = `${file}:${text.split("\n").length}:${text.length - text.lastIndexOf("\n")}`;
    text += part;
    return place;
  });
  write(root, file, text);
  return found;
}

/** {a>b} → the number of the first line with b after a. */
function withLines(text: string, message: string): string {
  return message.replaceAll(/\{([^}]*)\}/g, (_, path: string) => {
    const at = path.split(">").reduce((from, part) => text.indexOf(part, from), 0);
    return String(text.slice(0, at).split("\n").length);
  });
}

describe.each<[string, readonly WrongSpec[]]>([
  ["event-kinds.yaml", eventKinds],
  ["poller.yaml", trait],
  ["linux.yaml", [...layouts, ...syscalls]],
  ["darwin.yaml", inheritance],
])("a wrong %s", (_, specs) => {
  test.each(specs)("$name is named with its place, and nothing is written", (spec) => {
    const root = copyTree();
    edit(root, spec.file, spec.find, spec.put, spec.after);
    if (spec.also !== undefined) edit(root, spec.file, ...spec.also);
    const marks = places(root, spec.file);
    expect(marks).toHaveLength(spec.says.length);
    const text = read(root, spec.file);
    const before = snapshot(root);
    expect(diagnose(root)).toEqual(spec.says.map((says, index) => `${marks[index]}: ${withLines(text, says)}`));
    expect(snapshot(root)).toEqual(before);
  });
});

test("all problems of all files are reported at once, sorted by file and place", () => {
  const root = copyTree();
  edit(root, "spec/poller.yaml", "trait: Poller", "trait: Poler");
  edit(root, "spec/event-kinds.yaml", "tag: 2", "tag: 1");
  edit(root, "spec/event-kinds.yaml", "name: Client", "name: client");
  edit(root, "spec/linux.yaml", "backlog", "signed", "name: listen");
  edit(root, "spec/linux.yaml", "EPERM: 1", "EPERM: 0");
  const places = diagnose(root).map((line) => line.split(": ")[0]);
  expect(places).toEqual([
    "spec/event-kinds.yaml:11:11",
    expect.stringMatching(/^spec\/linux\.yaml:\d+:\d+$/),
    expect.stringMatching(/^spec\/linux\.yaml:\d+:\d+$/),
    expect.stringMatching(/^spec\/poller\.yaml:\d+:\d+$/),
  ]);
});

test.each([
  ["an empty file", "", "the file holds null"],
  ["a list", "- a\n", "the file holds a list"],
])("%s is distinguished from a map", (_, text, says) => {
  const root = copyTree();
  write(root, "spec/event-kinds.yaml", text);
  expect(diagnose(root)).toEqual([`spec/event-kinds.yaml:1:1: ${says}; it must be a map with encoding and kinds`]);
});

test("a backend without a word for a type is named, and a word for no type too", () => {
  const root = copyTree();
  edit(root, "templates/koffi/types.json", '"u32"', '"u23"');
  expect(diagnose(root)).toEqual([
    'templates/koffi/types.json:1:1: "u32" has no name here; it must be what the backend calls it',
    'templates/koffi/types.json:3:3: "u23" is not a type; did you mean "u32"?',
  ]);
});

test("a type that is no TypeScript is named with the file that it spoils, and nothing is written", () => {
  const root = copyTree();
  edit(root, "spec/poller.yaml", "type: Trigger", 'type: "Trigger |"');
  const before = snapshot(root);
  const result = run({ root });
  expect(result).toMatchObject({
    kind: "unprintable",
    lines: [expect.stringContaining("generated/core/interfaces.ts:")],
  });
  expect(snapshot(root)).toEqual(before);
});
