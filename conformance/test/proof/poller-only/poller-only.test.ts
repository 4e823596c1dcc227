// A poller that exports no syscalls and no sockets: pipes and sockets come from another backend.

import { allCases, complete, suite } from "@pollio/conformance";
import { runSuite } from "@pollio/conformance/runner";
import { expect, test } from "vitest";
import { adapter } from "./adapter.mjs";

const { module } = complete(adapter);
const here = allCases.filter(({ when }) => when?.(module) ?? true);
const aboutSystem = here.filter(({ about }) => about === "system").map(({ name }) => name);

test("it runs every case about pollers, and each case about the system is left out with its reason", async () => {
  const url = new URL("./adapter.mjs", import.meta.url).href;
  const { results, leftOut, notProvable, trouble } = await runSuite({ adapter: url, isolation: "crash" });
  expect(trouble).toBeUndefined();
  expect(results.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(leftOut.map(({ name }) => name)).toEqual(aboutSystem);
  expect(aboutSystem.length).toBeGreaterThan(30);
  expect(results.length).toBeGreaterThan(280);
  expect(results.length + notProvable.length + leftOut.length).toBe(here.length);
  for (const { reason } of leftOut) {
    expect(reason).toMatch(/^it is about syscalls and sockets, and the module of "poller only" has no sys, errno, /);
  }
}, 180_000);

test("a broken one fails", async () => {
  const { results } = await runSuite({ adapter: new URL("./broken.mjs", import.meta.url).href, only: ["triggers."] });
  const failed = results.filter(({ status }) => status === "failed").map(({ name }) => name);
  expect(failed).toEqual(["triggers.level.repeats"]);
});

test("without fixtures it is refused, and what its module lacks is named", () => {
  const { fixtures: _, ...alone } = adapter;
  const refused = /"poller only" does not export sys, errno, .*: name in `fixtures` a module that does/;
  expect(() => suite({ test: () => {}, backend: alone })).toThrow(refused);
  const { sys: __, ...less } = adapter.fixtures!;
  expect(() => suite({ test: () => {}, backend: { ...adapter, fixtures: less as never } })).toThrow(
    /does not export sys: /,
  );
});
