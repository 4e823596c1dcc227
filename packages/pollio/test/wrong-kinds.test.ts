// Wrong files of kinds: one edit each of a file that is right, and all that must be said of it. The mark § stands where the
// message must point, and is not written.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Result, run } from "../src/generate/run.ts";
import { targetOf } from "../src/generate/target.ts";

const RIGHT = `kinds:
  - name: Timer
    tag: 64
    doc: A timer.
  - name: Log
    tag: 65
    doc: A log.
`;

const RANGE = "it must be an integer from 64 to 255: 0 is reserved for the poller, and 1-63 for pollio's own kinds";
const NAME = "it must be an identifier that starts with an upper-case letter, such as Server";

class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "pollio-kinds-"));
  readonly kinds = join(this.path, "my-kinds.yaml");
  readonly module = join(this.path, "poller.ts");

  constructor() {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true }));
  }

  generate(text: string, check = false): Result {
    writeFileSync(this.kinds, text);
    return run({ kinds: this.kinds, target: targetOf(this.module), check });
  }

  get files(): string[] {
    return readdirSync(this.path);
  }
}

/** Where the marks are, and the text without them. */
function marked(text: string): { text: string; places: string[] } {
  const places = [...text.matchAll(/§/g)].map(({ index }) => {
    const before = text.slice(0, index).replaceAll("§", "");
    return `${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
  });
  return { text: text.replaceAll("§", ""), places };
}

function expectProblems(folder: Folder, yaml: string, says: readonly string[]): void {
  const { text, places } = marked(yaml);
  const result = folder.generate(text);
  const problems = result.kind === "wrong" ? result.problems : [];
  const said = problems.map(({ file, line, column, message }) => {
    expect(file).toBe(folder.kinds);
    return `${line}:${column} ${message}`;
  });
  expect(said).toEqual(says.map((message, index) => `${places[index]} ${message}`));
}

test.each<[name: string, find: string, put: string, ...says: string[]]>([
  ["a tag of pollio's", "tag: 64", "tag: §63", `kinds[0].tag is 63; ${RANGE}`],
  [
    "a tag of pollio's in a file that replaces the standard kinds",
    "kinds:\n  - name: Timer\n    tag: 64",
    "standard: replace\nkinds:\n  - name: Timer\n    tag: §1",
    "the tag 1 is reserved: below 64 there are only pollio's own kinds, Server (1) and Client (2); the next free one is 66",
  ],
  ["the poller's own tag", "tag: 64", "tag: §0", `kinds[0].tag is 0; ${RANGE}`],
  ["a tag that does not fit", "tag: 65", "tag: §256", `kinds[1].tag is 256; ${RANGE}`],
  ["a tag that is no integer", "tag: 65", "tag: §sixty", `kinds[1].tag is "sixty"; ${RANGE}`],
  [
    "a tag twice",
    "tag: 65",
    "tag: §64",
    "the tag 64 is already taken on line 3; the next free one is 65; tags are never used again",
  ],
  [
    "a name twice",
    "name: Log",
    "name: §Timer",
    'the kind name "Timer" is already taken on line 2; each kind needs a name of its own',
  ],
  ["a name that is no identifier", "name: Log", "name: §a log", `kinds[1].name is "a log"; ${NAME}`],
  ["a name in lower case", "name: Log", "name: §log", `kinds[1].name is "log"; ${NAME}`],
  [
    "a name whose factory is taken",
    "name: Log",
    "name: §Decode",
    'the kind "Decode" would have the factory EventObject.decode, which exists; choose another name',
  ],
  [
    "the name of a standard kind",
    "name: Log",
    "name: §Server",
    'the name "Server" belongs to pollio\'s own kind Server (1); choose another, or add `standard: replace` to this file',
  ],
  ["a kind without a tag", "name: Log\n    tag: 65", "§name: Log", `kinds[1].tag is missing; ${RANGE}`],
  [
    "an unknown key",
    "doc: A log.",
    "doc: A log.\n    §dok: A log.",
    'kinds[1] has an unknown key "dok"; did you mean "doc"?',
  ],
  [
    "a tag that is retired",
    "kinds:\n  - name: Timer\n    tag: 64",
    "retired: [{name: Old, tag: 66}]\nkinds:\n  - name: Timer\n    tag: §66",
    "the tag 66 is already taken on line 1; the next free one is 67; tags are never used again",
  ],
  [
    "an unknown way with the standard kinds",
    "kinds:",
    "standard: §replaced\nkinds:",
    'standard is "replaced"; it must be "keep" (the default) or "replace"; did you mean "replace"?',
  ],
  ["no kinds", RIGHT, "kinds: §[]\n", "kinds is a list; it must be a list of at least one kind"],
  [
    "no YAML",
    "tag: 64\n    doc",
    "tag: [64\n    §doc",
    "this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]; fix it before the rest can be read",
  ],
])("%s", (_, find, put, ...says) => {
  expect(RIGHT).toContain(find);
  const folder = new Folder();
  expectProblems(folder, RIGHT.replace(find, put), says);
  expect(folder.files).toEqual(["my-kinds.yaml"]);
});

test("all errors are reported at once, in the order of the file", () => {
  const yaml = RIGHT.replace("tag: 64", "tag: §1").replace("name: Log", "name: §log");
  expectProblems(new Folder(), yaml, [`kinds[0].tag is 1; ${RANGE}`, `kinds[1].name is "log"; ${NAME}`]);
});

const WHY = "a tag is never reused: the next free one is 66, and list";

describe("with a previous module", () => {
  test.each<[name: string, find: string, put: string, ...says: string[]]>([
    [
      "a kind that gets another tag",
      "tag: 65",
      "tag: §70",
      "Log has the tag 65 in poller.ts but 70 here; encoded words may contain the tag, so it must stay 65",
    ],
    [
      "a tag that another kind gets",
      "name: Log\n    tag: 65",
      "name: Pipe\n    tag: §65",
      `Log has the tag 65 in poller.ts, but Pipe has it here; ${WHY} Log as well, or move it to \`retired\``,
    ],
    [
      "a kind that is gone",
      RIGHT.slice(RIGHT.indexOf("  - name: Log")),
      "",
      "Log has the tag 65 in poller.ts but is missing here; list Log as well, or move it to `retired`, so that its tag is never reused",
    ],
  ])("%s", (_, find, put, ...says) => {
    const folder = new Folder();
    expect(folder.generate(RIGHT)).toMatchObject({ kind: "done" });
    const before = readFileSync(folder.module, "utf8");
    const edited = RIGHT.replace(find, put);
    expectProblems(folder, edited.includes("§") ? edited : `§${edited}`, says);
    expect(readFileSync(folder.module, "utf8")).toBe(before);
  });

  test("two kinds that swap tags are both refused", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    const exchanged = RIGHT.replace("tag: 64", "tag: §6 5").replace("tag: 65", "tag: §64").replace("6 5", "65");
    const why = "encoded words may contain the tag, so it must stay";
    expectProblems(folder, exchanged, [
      `Timer has the tag 64 in poller.ts but 65 here; ${why} 64`,
      `Log has the tag 65 in poller.ts but 64 here; ${why} 65`,
    ]);
  });

  test("a retired kind keeps its tag for ever, even if it is no longer listed", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    const withoutLog = RIGHT.slice(0, RIGHT.indexOf("  - name: Log"));
    expect(folder.generate(`retired: [{ name: Log, tag: 65 }]\n${withoutLog}`)).toMatchObject({
      kind: "done",
      names: ["Server", "Client", "Timer"],
    });
    expect(readFileSync(folder.module, "utf8")).toContain("  // Log: 65, is retired: its tag is never used again\n");
    expectProblems(folder, `§kinds:\n  - name: Timer\n    tag: 64\n    doc: A timer.\n`, [
      "Log had the tag 65 in poller.ts but is missing here; list Log as well, or move it to `retired`, so that its tag is never reused",
    ]);
    expectProblems(folder, `${withoutLog}  - name: Pipe\n    tag: §65\n    doc: A pipe.\n`, [
      `Log had the tag 65 in poller.ts, but Pipe has it here; ${WHY} Log as well, or move it to \`retired\``,
    ]);
  });

  test("kinds can be added, reordered and given another `doc`", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    const [timer, log] = [RIGHT.slice(7, RIGHT.indexOf("  - name: Log")), RIGHT.slice(RIGHT.indexOf("  - name: Log"))];
    const text = `kinds:\n${log}  - name: Pipe\n    tag: 66\n    doc: A pipe.\n${timer.replace("A timer.", "Another.")}`;
    expect(folder.generate(text)).toMatchObject({ names: ["Server", "Client", "Log", "Pipe", "Timer"] });
  });

  test("the standard kinds can be replaced only if they are retired, and their tags stay unused", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    expect(folder.generate(`standard: replace\n${RIGHT}`)).toMatchObject({ kind: "wrong" });
    const retired = "retired: [{ name: Server, tag: 1 }, { name: Client, tag: 2 }]\n";
    expect(folder.generate(`standard: replace\n${retired}${RIGHT}`)).toMatchObject({ names: ["Timer", "Log"] });
    expect(folder.generate(`${RIGHT}`)).toMatchObject({ kind: "done" });
  });

  test("a tag used in TypeScript is not reused in JavaScript", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    writeFileSync(folder.kinds, RIGHT.replace("tag: 65", "tag: 70"));
    const target = targetOf(join(folder.path, "poller.js"));
    expect(run({ kinds: folder.kinds, target, check: false })).toMatchObject({ kind: "wrong" });
  });

  test("a module whose kinds cannot be found does not count as empty", () => {
    const folder = new Folder();
    folder.generate(RIGHT);
    writeFileSync(folder.module, readFileSync(folder.module, "utf8").replace("EventKind = Object", "Kinds = Object"));
    expect(folder.generate(RIGHT)).toMatchObject({ kind: "unreadable", path: folder.module });
  });
});
