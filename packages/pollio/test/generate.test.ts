// `pollio generate`, run as a user runs it.

import { type ChildProcess, spawn } from "node:child_process";
import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { CLI, Project, repository } from "./project.ts";

const OURS = ["pollio", "@pollio/core", "@pollio/napi", "@pollio/bun", "@pollio/koffi"];

const KINDS = `kinds:
  - name: Timer
    tag: 64
    doc: A timer; readable means that it has expired.
`;

const LOG = "  - name: Log\n    tag: 65\n    doc: A log.\n";
const GENERATE = ["generate", "--kinds", "my-kinds.yaml", "--out", "src/poller"];

/** Uses the module: a descriptor of each kind, through the kernel and back. */
const USE = `
import { sys } from "pollio";
import { EventKind, EventObject, OsPoller } from "./src/poller.js";
const ends = new Int32Array(2);
sys.pipe(ends);
const poller = new OsPoller();
poller.add(EventObject.timer(ends[0]));
sys.write(ends[1], new Uint8Array(1));
const [{ fd, kind }] = poller.wait(1000);
console.log(EventKind.Server, EventKind.Client, fd === ends[0], kind === EventKind.Timer, EventObject.timer(5).encode());
`;

function projectWithKinds(packages: readonly string[] = []): Project {
  const project = new Project(packages);
  project.write("my-kinds.yaml", KINDS);
  return project;
}

test("it generates a module that works with the installed backends", async () => {
  const project = projectWithKinds(OURS);
  const made = await project.pollio(GENERATE);
  expect(made).toEqual({
    code: 0,
    stdout: "created src/poller.js\ncreated src/poller.d.ts\n3 kinds: Server, Client, Timer\n",
    stderr: "",
  });
  expect(await project.runText(USE)).toEqual({ code: 0, stdout: "1 2 true true 1344\n", stderr: "" });
  const koffi = await project.runText(USE, { POLLIO_BACKEND: "koffi" });
  expect(koffi).toEqual({ code: 0, stdout: "1 2 true true 1344\n", stderr: "" });
});

test("`standard: replace` leaves out pollio's kinds unless the file lists them", async () => {
  const project = new Project(OURS);
  const replacing = KINDS.replace("kinds:", "standard: replace\nkinds:");
  project.write("my-kinds.yaml", replacing);
  expect((await project.pollio(GENERATE)).stdout).toMatch(/^1 kind: Timer$/m);
  expect((await project.runText(USE)).stdout).toBe("undefined undefined true true 1344\n");
  project.write("my-kinds.yaml", `${replacing}  - name: Client\n    tag: 2\n    doc: A connection.\n`);
  expect((await project.pollio(GENERATE)).stdout).toMatch(/^2 kinds: Timer, Client$/m);
  expect((await project.runText(USE)).stdout).toBe("undefined 2 true true 1344\n");
});

test("the types are exact, in TypeScript and beside JavaScript", async () => {
  const project = projectWithKinds(OURS);
  await project.pollio([...GENERATE.slice(0, -1), "src/typed.ts"]);
  await project.pollio(GENERATE);
  const use = (module: string) => `
    import { EventKind, EventObject, OsPoller, type ReadyEvents } from "${module}";
    const timer: 64 = EventKind.Timer;
    const poller: OsPoller = new OsPoller({ maxEvents: 8 });
    const event: EventObject<64> = EventObject.timer(3);
    const all: ReadyEvents = poller.wait(0);
    for (const { kind } of all) { const one: 1 | 2 | 64 = kind; void one; }
    // @ts-expect-error: no such kind
    EventObject.log(3);
    // @ts-expect-error: no kind has this tag
    new EventObject(3, 65);
    poller.add(event); poller.close(); void timer;`;
  project.write("src/a.ts", use("./typed.js"));
  project.write("src/b.ts", use("./poller.js"));
  const compilerOptions = { module: "nodenext", target: "es2022", strict: true, noEmit: true, types: [] };
  const lib = ["es2023", "esnext.disposable", "dom"];
  project.write("tsconfig.json", JSON.stringify({ compilerOptions: { ...compilerOptions, lib }, include: ["src"] }));
  symlinkSync(join(repository, "node_modules/typescript"), project.path("node_modules/typescript"));
  expect(await project.run(["node_modules/typescript/bin/tsc", "-p", "."])).toEqual({
    code: 0,
    stdout: "",
    stderr: "",
  });
});

test("a project with a tsconfig.json gets TypeScript, and an existing module keeps its language", async () => {
  const project = projectWithKinds();
  project.write("tsconfig.json", "{}");
  expect((await project.pollio(GENERATE)).stdout).toMatch(/^created src\/poller.ts\n/);
  project.remove("tsconfig.json");
  expect((await project.pollio(GENERATE)).stdout).toMatch(/^unchanged src\/poller.ts\n/);
});

test("the module names its source and nothing that differs between machines", async () => {
  const project = new Project();
  project.write("config/my-kinds.yaml", KINDS);
  await project.pollio([
    "generate",
    "--kinds",
    project.path("config/my-kinds.yaml"),
    "--out",
    project.path("src/a.ts"),
  ]);
  await project.pollio(["generate", "--kinds", "config/my-kinds.yaml", "--out", "src/b.ts"]);
  const text = project.read("src/a.ts");
  expect(text).toBe(project.read("src/b.ts"));
  expect(text.split("\n", 2)).toEqual([
    "// Made by `pollio generate` from my-kinds.yaml.",
    "// Do not edit: change that file and run the command again.",
  ]);
});

test("--check writes nothing and reports what is missing or stale, with the command that fixes it", async () => {
  const project = projectWithKinds();
  const fix = "fix: npx pollio generate --kinds my-kinds.yaml --out src/poller\n";
  const missing = await project.pollio([...GENERATE, "--check"]);
  const both = "missing src/poller.js\nmissing src/poller.d.ts\n2 files out of date; ";
  expect(missing).toEqual({ code: 1, stdout: "", stderr: both + fix });
  await project.pollio(GENERATE);
  expect(await project.pollio([...GENERATE, "--check"])).toEqual({
    code: 0,
    stdout: "2 files up to date\n",
    stderr: "",
  });
  project.write("my-kinds.yaml", KINDS + LOG);
  const before = project.read("src/poller.js");
  const stale = await project.pollio([...GENERATE, "--check"]);
  expect(stale.stderr).toBe(`stale src/poller.js\nstale src/poller.d.ts\n2 files out of date; ${fix}`);
  expect(project.read("src/poller.js")).toBe(before);
  await project.pollio(GENERATE);
  expect((await project.pollio([...GENERATE, "--check"])).code).toBe(0);
  // A hand that edits what was made is found too.
  project.write("src/poller.d.ts", project.read("src/poller.d.ts").replace("Timer: 64", "Timer: 65"));
  expect((await project.pollio([...GENERATE, "--check"])).stderr).toMatch(/^stale src\/poller.d.ts\n1 file out/);
});

test("an error in the file is reported with file:line:column, exits with 1 and changes nothing", async () => {
  const project = projectWithKinds();
  await project.pollio(GENERATE);
  const before = project.read("src/poller.js");
  project.write("my-kinds.yaml", `${KINDS.replace("64", "70")}${LOG.replace("65", "7")}`);
  const { code, stdout, stderr } = await project.pollio(GENERATE);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^my-kinds.yaml:3:10: Timer has the tag 64 in poller.js but 70 here; .*must stay 64\n/);
  expect(stderr).toMatch(/^my-kinds.yaml:6:10: kinds\[1\].tag is 7; it must be an integer from 64 to 255: /m);
  expect(stderr).toMatch(/\n2 problems; nothing was written\n$/);
  expect(project.read("src/poller.js")).toBe(before);
});

test("a file that it did not generate is never overwritten", async () => {
  const project = projectWithKinds();
  project.write("src/poller.js", "export const mine = 1;\n");
  const { code, stderr } = await project.pollio(GENERATE);
  expect(code).toBe(1);
  expect(stderr).toBe(
    "src/poller.js exists and was not generated by pollio; choose another --out or delete the file\n",
  );
  expect(project.read("src/poller.js")).toBe("export const mine = 1;\n");
});

test("--json says the same for a program", async () => {
  const project = projectWithKinds();
  const json = async (...more: string[]) => JSON.parse((await project.pollio([...GENERATE, "--json", ...more])).stdout);
  const files = (was: string) => ["src/poller.js", "src/poller.d.ts"].map((path) => ({ path, was }));
  const fix = "npx pollio generate --kinds my-kinds.yaml --out src/poller";
  const kinds = ["Server", "Client", "Timer"];
  expect(await json("--check")).toEqual({ ok: false, kinds, files: files("missing"), fix });
  expect(await json()).toEqual({ ok: true, kinds, files: files("missing") });
  expect(await json("--check")).toEqual({ ok: true, kinds, files: files("up to date") });
  project.write("my-kinds.yaml", KINDS.replace("64", "x"));
  const message = expect.stringContaining('kinds[0].tag is "x"');
  expect(await json()).toEqual({ ok: false, problems: [{ file: "my-kinds.yaml", line: 3, column: 10, message }] });
});

test.each<[string, string[], RegExp]>([
  ["no --kinds", ["generate", "--out", "x"], /required option '--kinds <file>'/],
  ["an unknown option", [...GENERATE, "--chek"], /unknown option '--chek'[\s\S]*--check/],
  ["--check and --watch together", [...GENERATE, "--check", "--watch"], /use only one of them/],
  ["declarations alone", [...GENERATE.slice(0, -1), "src/poller.d.ts"], /name the module, src\/poller.js/],
  ["a CommonJS module", [...GENERATE.slice(0, -1), "src/poller.cjs"], /does not name an ES module/],
  ["an unknown verb", ["generat"], /unknown command 'generat'[\s\S]*generate/],
  ["no verb", [], /Usage: pollio/],
])("%s is wrong usage", async (_, args, words) => {
  const { code, stdout, stderr } = await projectWithKinds().pollio(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(words);
});

test("a missing YAML file is reported by name", async () => {
  const { code, stderr } = await new Project().pollio(GENERATE);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^my-kinds.yaml cannot be read: ENOENT/);
});

test.each<[string, (project: Project) => string, RegExp]>([
  ["below a file", () => "my-kinds.yaml/poller.js", /^my-kinds\.yaml\/poller\.js cannot be written: E(NOTDIR|EXIST)/],
  [
    "where nothing can be written",
    () => "/sys/poller.ts",
    /^\/sys\/poller\.ts cannot be written: E(ACCES|PERM|ROFS|NOENT)/,
  ],
  [
    "in a folder that cannot be made",
    () => "/proc/none/deep/poller.ts",
    /poller\.ts cannot be written: E(NOENT|ROFS|ACCES)/,
  ],
  [
    "in place of a device",
    (project) => {
      symlinkSync("/dev/null", project.path("full.ts"));
      return "full.ts";
    },
    /^full\.ts cannot be written: it exists and is not a regular file$/m,
  ],
  [
    "in place of a folder",
    (project) => {
      project.write("taken.js/file", "");
      return "taken.js";
    },
    /^taken\.js cannot be written: it exists and is not a regular file$/m,
  ],
])("a module %s is reported without a stack, and as JSON", async (_, prepare, words) => {
  const project = projectWithKinds();
  const args = [...GENERATE.slice(0, -1), prepare(project)];
  const { code, stdout, stderr } = await project.pollio(args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(words);
  expect(stderr).not.toContain("    at ");
  const { ok, problems } = await project.pollioJson(args);
  expect(ok).toBe(false);
  expect(problems).toEqual([{ file: args.at(-1), message: expect.stringMatching(words) }]);
});

test.each(["src", "src/", "."])("the folder %s is not taken for a module", async (out) => {
  const project = projectWithKinds();
  project.write("src/other.js", "");
  const { code, stderr, ...rest } = await project.pollio([...GENERATE.slice(0, -1), out, "--json"]);
  expect(code).toBe(2);
  const [error = "", ...help] = stderr.split("\n");
  expect(error).toMatch(/^error: \S+ is a folder; name the module, such as (src\/)?poller$/);
  expect(help).toEqual(["pollio generate --help lists its options.", ""]);
  expect(JSON.parse(rest.stdout)).toEqual({ ok: false, error: error.slice("error: ".length) });
});

class Watching {
  readonly child: ChildProcess;
  stdout = "";
  stderr = "";

  constructor(project: Project) {
    const options = { cwd: project.folder, env: { ...process.env, NO_COLOR: "1" } };
    this.child = spawn(process.execPath, [CLI, ...GENERATE, "--watch"], options);
    this.child.stdout!.on("data", (chunk) => {
      this.stdout += chunk;
    });
    this.child.stderr!.on("data", (chunk) => {
      this.stderr += chunk;
    });
    onTestFinished(() => void this.child.kill("SIGKILL"));
  }

  /** Waits half a minute at most. */
  async until(seen: () => boolean): Promise<void> {
    for (let i = 0; i < 1_500 && !seen(); i++) await sleep(20);
    expect(seen(), `out: ${this.stdout}\nerr: ${this.stderr}`).toBe(true);
  }
}

test("--watch generates again after each change, survives mistakes, and ends with SIGINT", async () => {
  const project = projectWithKinds();
  const watching = new Watching(project);
  await watching.until(() => watching.stderr.includes("watching my-kinds.yaml"));
  expect(project.read("src/poller.js")).toContain("  Timer: 64,");
  project.write("my-kinds.yaml", KINDS + LOG);
  await watching.until(() => watching.stdout.includes("4 kinds: Server, Client, Timer, Log"));
  expect(project.read("src/poller.js")).toContain("  Log: 65,");
  project.write("my-kinds.yaml", KINDS.replace("64", "1"));
  await watching.until(() => watching.stderr.includes("my-kinds.yaml:3:10: "));
  // As many editors save: a new file in the old one's place.
  writeFileSync(project.path("my-kinds.yaml.new"), `${KINDS}${LOG}${LOG.replace("Log", "Pipe").replace("65", "66")}`);
  renameSync(project.path("my-kinds.yaml.new"), project.path("my-kinds.yaml"));
  await watching.until(() => watching.stdout.includes("5 kinds: Server, Client, Timer, Log, Pipe"));
  const ended = new Promise((resolve) => watching.child.once("close", (code) => resolve(code)));
  watching.child.kill("SIGINT");
  expect(await ended).toBe(0);
});
