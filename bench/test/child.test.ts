import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { Child } from "../harness/child.ts";

const MS = 20_000;
const children: Child[] = [];
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end()));
});

/** A program of a few lines. */
function start(program: string): Child {
  const child = new Child("the program", { file: process.execPath, args: ["-e", program] });
  children.push(child);
  return child;
}

const ECHO = `
  console.log(JSON.stringify({ about: "an echo" }));
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => console.log(JSON.stringify(line)));
`;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test("a program takes requests by the line and answers in JSON", async () => {
  const child = start(ECHO);
  expect(await child.started()).toEqual({ about: "an echo" });
  expect(await child.ask("one 3", MS)).toBe("one 3");
  expect(await child.ask("two", MS)).toBe("two");
});

test("a program exits when its standard input ends", async () => {
  const child = start(ECHO);
  await child.started();
  expect(isAlive(child.pid)).toBe(true);
  await child.end();
  expect(isAlive(child.pid)).toBe(false);
});

test("the message includes standard error when a program dies", async () => {
  const child = start(`console.log("{}"); process.stdin.once("data", () => { throw new Error("no such measure") })`);
  await child.started();
  await expect(child.ask("x", MS)).rejects.toThrow(/the program ended with exit code 1: .*no such measure/s);
  await expect(child.ask("y", MS)).rejects.toThrow(/exit code 1/);
});

test("a program that dies before it is ready says how", async () => {
  await expect(start("process.exit(3)").started()).rejects.toThrow("the program ended with exit code 3");
  await expect(start("process.kill(process.pid, 'SIGTERM')").started()).rejects.toThrow("ended by SIGTERM");
});

test("a missing command is an error, not a crash", async () => {
  const child = new Child("nothing", { file: "/nowhere/nothing", args: [] });
  await expect(child.started()).rejects.toThrow(/nothing .*ENOENT/);
  await child.end();
});

test("a late program is killed, and the reason stays", async () => {
  const child = start(`console.log("{}"); process.stdin.resume(); setInterval(() => {}, 1000)`);
  await child.started();
  await expect(child.ask("measure 1", 50)).rejects.toThrow('the program took more than 0.05 s for "measure 1"');
  for (let wait = 0; wait < 200 && isAlive(child.pid); wait++) await sleep(50);
  expect(isAlive(child.pid)).toBe(false);
  await expect(child.ask("measure 1", MS)).rejects.toThrow("took more than 0.05 s");
});

test("an answer that is not JSON is an error that quotes it", async () => {
  const child = start(`console.log("ready")`);
  await expect(child.started()).rejects.toThrow('the program answered to start with "ready", which is not JSON');
});
