// What an adapter declares of cases: exclusions and expected failures.

import { type Adapter, suite } from "@pollio/conformance";
import { adapter as sound } from "@pollio/koffi/adapter";
import { expect, test } from "vitest";
import { run } from "./run.ts";

const only = (name: string) => name.startsWith("kinds.") || name.startsWith("registration.");
const register = (lists: Partial<Adapter>) => suite({ test: () => {}, backend: { ...sound, ...lists } });

test("an excluded case, or theme, does not run, and is reported with its reason", async () => {
  const exclusions = [
    { case: "kinds.", reason: "it has none" },
    { case: "registration.any-object", reason: "it takes its own only" },
  ];
  const { report, seen } = await run({ ...sound, exclusions }, { only });
  const excluded = report.leftOut.map(({ name }) => name);
  expect(excluded.length).toBeGreaterThan(5);
  expect(excluded.filter((name) => !name.startsWith("kinds."))).toEqual(["registration.any-object"]);
  expect(report.leftOut.find(({ name }) => name === "registration.any-object")?.reason).toBe("it takes its own only");
  for (const name of excluded) {
    expect(report.cases).not.toContain(name);
    expect(seen).not.toContain(name);
  }
  expect(seen.length).toBeGreaterThan(3);
});

const broken: Adapter = { ...sound, module: { ...sound.module, withKinds: () => sound.module as never } };

test("a case that is expected to fail passes by failing, and fails by passing", async () => {
  const listed = "kinds.own.every-tag-travels";
  expect([...(await run(broken, { only })).failures.keys()]).toContain(listed);
  const expectedFailures = [
    { case: listed, reason: "it has no kinds" },
    { case: "registration.any-object", reason: "it takes its own only" },
  ];
  const { failures, report } = await run({ ...broken, expectedFailures }, { only });
  expect(report.expectedFailures.map(({ name }) => name).sort()).toEqual([listed, "registration.any-object"]);
  expect(failures.has(listed)).toBe(false);
  expect(failures.get("registration.any-object")).toBe(
    "it passes, but is listed as an expected failure (it takes its own only): remove it from the list",
  );
});

test.each(["exclusions", "expectedFailures"] as const)(
  "%s that match no case, or give no reason, are errors",
  (field) => {
    const refused = (name: string, reason: string) => () => register({ [field]: [{ case: name, reason }] });
    const noCase = (name: string) => `the adapter "koffi" lists "${name}" in \`${field}\`, but no case has that name`;
    for (const name of ["kinds", "kinds.own.no-such-case", "kind.", ""])
      expect(refused(name, "why")).toThrow(noCase(name));
    expect(refused("kinds.", " ")).toThrow(`lists "kinds." in \`${field}\` without a reason`);
    expect(refused("kinds.", "why")).not.toThrow();
  },
);
