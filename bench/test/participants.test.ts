// Every participant that is available on this machine speaks its protocol. The tests fetch nothing: a participant that a benchmark would
// have to fetch first is reported as not tested.

import { afterAll, afterEach, describe, expect, test } from "vitest";
import { Child, type Command } from "../harness/child.ts";
import type { Job } from "../participants/entry.ts";
import { LIMIT, LIMIT_AGAIN, participants } from "../participants/table.ts";
import { MODES } from "../tables/latency.ts";
import { Load } from "../tables/load.ts";

const MS = 30_000;
const all = participants({ full: true });
const children: Child[] = [];
const load = new Load((command) => command);
const httpLoad = new Load((command) => command, "http-load");
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end()));
});
afterAll(async () => {
  await load.end();
  await httpLoad.end();
});

function start(name: string, command: Command): Child {
  const child = new Child(name, command);
  children.push(child);
  return child;
}

/** The entries that have the job; `there` says whether they are available without fetching. */
function withJob(job: Job) {
  return all
    .filter(({ jobs }) => jobs.includes(job))
    .map((entry) => ({ name: entry.name, entry, there: entry.work?.() === undefined }));
}

/** An unavailable peer is skipped, with the reason. */
function testEach(job: Job, title: string, check: (child: Child) => Promise<void>): void {
  for (const { name, entry, there } of withJob(job)) {
    if (!there) {
      console.log(`not tested: ${name} ${title}, because a benchmark ${entry.work?.()} first`);
      continue;
    }
    test(`${name} ${title}`, async ({ skip }) => {
      let command: Command | undefined;
      try {
        command = (await entry.prepare())[job];
      } catch (error) {
        skip(`SKIPPED: ${name} is absent: ${error instanceof Error ? error.message : error}`);
      }
      const child = start(name, command!);
      await check(child);
    });
  }
}

test("C takes part twice, under different names, and all names are distinct", () => {
  const names = all.map(({ name }) => name);
  expect(names.filter((name) => [LIMIT, LIMIT_AGAIN].includes(name))).toEqual(["C", "C again"]);
  expect(new Set(names).size).toBe(names.length);
});

test("a quick run leaves out only the asynchronous servers", () => {
  const quick = participants({ full: false }).map(({ name }) => name);
  expect(all.map(({ name }) => name).filter((name) => !quick.includes(name))).toEqual(
    all.map(({ name }) => name).filter((name) => name.endsWith(", async")),
  );
});

test("another checkout's backends take part twice beside this one's", () => {
  const names = participants({ full: false, beside: "/another/checkout" }).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["koffi", "koffi, before", "koffi, before again"]));
});

describe("per call", () => {
  testEach("per-call", "introduces itself and times a call", async (child) => {
    expect(await child.started()).toEqual({ about: expect.stringMatching(/\d/) });
    expect(await child.ask("one 2", MS)).toBeGreaterThan(0);
    for (const measure of ["iterateOne", "forAwait"]) {
      const taken = await child.ask(`${measure} 2`, MS);
      if (taken !== null) expect(taken).toBeGreaterThan(0);
    }
    expect(await child.ask("change 2", MS)).toBeGreaterThan(0);
    expect(await child.ask("nonsense 1", MS)).toBeNull();
  });
});

describe("latency", () => {
  testEach("latency", "times wake-ups in at least one mode", async (child) => {
    await child.started();
    const answers = [];
    for (const mode of MODES) answers.push(await child.ask(`${mode} 3`, MS));
    expect(answers.some((answer) => answer !== null)).toBe(true);
    for (const answer of answers.filter((answer) => answer !== null)) {
      const { p50, p99 } = answer as { p50: number; p99: number };
      expect(p50).toBeGreaterThan(0);
      expect(p99).toBeGreaterThanOrEqual(p50);
    }
  });
});

describe("echo", () => {
  testEach("echo", "echoes correctly and reports its processor time and memory", async (child) => {
    const { port } = (await child.started()) as { port: number };
    const before = (await child.ask("usage", MS)) as { cpu: number };
    for (const bytes of [64, 16_384]) {
      const exchange = await load.withClients(port, 5, bytes, () => load.run(5));
      expect(exchange.messages).toBeGreaterThanOrEqual(5);
    }
    expect(((await child.ask("usage", MS)) as { cpu: number }).cpu).toBeGreaterThan(before.cpu);
    expect(((await child.ask("memory", MS)) as { rss: number }).rss).toBeGreaterThan(0);
  });
});

describe.each(["http", "one-worker", "two-workers"] as const)("%s", (job) => {
  testEach(job, "answers requests, pipelined ones too, and reports its processor time", async (child) => {
    const { port } = (await child.started()) as { port: number };
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain");
    expect(await response.text()).toMatch(/^hello/);
    const before = (await child.ask("usage", MS)) as { cpu: number };
    for (const depth of [1, 16]) {
      const exchange = await httpLoad.withClients(port, 5, depth, () => httpLoad.run(5));
      expect(exchange.messages).toBeGreaterThanOrEqual(5 * depth);
      expect(exchange.cpu).toBeGreaterThan(0);
    }
    expect(((await child.ask("usage", MS)) as { cpu: number }).cpu).toBeGreaterThan(before.cpu);
  });
});

describe("scale", () => {
  testEach("scale", "registers descriptors and waits among idle ones", async (child) => {
    await child.started();
    expect(await child.ask("idle 20 2", MS)).toBeGreaterThan(0);
    const { ns, rss } = (await child.ask("register 50", MS)) as { ns: number; rss: number };
    expect(ns).toBeGreaterThan(0);
    expect(rss).not.toBeNaN();
  });
});
