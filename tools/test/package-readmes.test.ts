// Each package's README tells how to start a first server: it is started exactly so.
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { expect, test } from "vitest";
import { BACKENDS } from "../lib/backends.ts";
import { inRoot } from "../lib/root.ts";
import { endingOf } from "../lib/run.ts";
import { ensureRuntime } from "../lib/runtimes.ts";
import type { Runtime } from "../runtimes/current.ts";

const packages = [...BACKENDS, { name: "pollio", runtime: "node" as Runtime }];

test.each(packages)("the README of $name has a server that runs as described", async ({ name, runtime }) => {
  const readme = readFileSync(inRoot("packages", name, "README.md"), "utf8");
  const code = /```js\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const [program = "", ...args] = (/```sh\n(.*? hello\.mjs)/.exec(readme)?.[1] ?? "").split(" ");
  expect(program).toBe(runtime.replace(/\d+$/, ""));
  const folder = inRoot("build/readmes", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/hello.mjs`, code);
  // Installed, and not linked: Deno reads node_modules without a permission.
  for (const own of name === "pollio" ? [] : ["core", name]) {
    for (const part of ["package.json", "dist", "native", "prebuilds"]) {
      const from = inRoot("packages", own, part);
      if (existsSync(from)) cpSync(from, `${folder}/node_modules/@pollio/${own}/${part}`, { recursive: true });
    }
  }
  const port = await freePort();
  const server = execa(await ensureRuntime(runtime), [...args, String(port)], { cwd: folder, reject: false });
  try {
    expect(await Promise.race([greeting(port), server.then((end) => `${endingOf(end)}: ${end.stderr}`)])).toBe(
      "hello\n",
    );
  } finally {
    server.kill("SIGKILL");
  }
});

test("every package has a README", () => {
  for (const name of [...packages.map(({ name }) => name), "core"]) {
    expect(existsSync(inRoot("packages", name, "README.md")), name).toBe(true);
  }
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** What the server says, once it listens. */
async function greeting(port: number): Promise<string> {
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    try {
      return String(await once(socket, "data").then(([data]) => data));
    } catch {
      await sleep(100);
    } finally {
      socket.destroy();
    }
  }
}
