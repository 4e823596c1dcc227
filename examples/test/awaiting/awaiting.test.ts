// The table in docs/descriptors.md of ways to await a descriptor, and where each works, as it is measured here.
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { installNpmEpoll } from "../../../bench/participants/npm-epoll.ts";
import { findToolchain, headersOf } from "../../../tools/compile/addon.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { mustRun } from "../../../tools/lib/run.ts";
import { ensureRuntime, plainLauncher, RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";
import type { Runtime } from "../../../tools/runtimes/current.ts";

const WAYS: readonly (readonly [way: string, name: string, needs: string])[] = [
  ["pollio", "`watch`, `readable` of pollio", "nothing"],
  ["uv-poll", "an addon on `uv_poll`", "a compiler, or a binary for each system"],
  ["koffi", "`koffi.node.poll`", "koffi's binary"],
  ["npm-epoll", "npm's `epoll` 4", "a compiler, again for each version of Node"],
];

const PLACES: readonly (readonly [Runtime, where: "main" | "worker", name: string])[] = [
  ["node", "main", "Node"],
  ["node", "worker", "a worker of Node"],
  ["bun", "main", "Bun"],
  ["bun", "worker", "a worker of Bun"],
  ["deno", "main", "Deno"],
  ["deno", "worker", "a worker of Deno"],
];

const BUILD = inRoot("build/uv-poll");
const paths: Record<string, string> = { pollio: "", koffi: "", "uv-poll": join(BUILD, "build/Release/uv_poll.node") };

beforeAll(async () => {
  if (process.platform !== "linux") return;
  const tools = findToolchain();
  if (tools.missing) throw new Error(`the addons must be compiled, but ${tools.missing.join(" and ")} is missing`);
  cpSync(inRoot("examples/test/awaiting/uv-poll"), BUILD, { recursive: true });
  const headers = headersOf();
  const nodeGyp = [inRoot("node_modules/node-gyp/bin/node-gyp.js"), "rebuild", "--directory", BUILD];
  await mustRun(process.execPath, headers === undefined ? nodeGyp : [...nodeGyp, "--nodedir", headers], {
    env: tools.env,
  });
  paths["npm-epoll"] = await installNpmEpoll();
  for (const runtime of ["bun", "deno"] as const) await ensureRuntime(runtime);
}, 300_000);

/** Whether the events come and the process then ends well. How it fails differs from run to run. */
function works(way: string, runtime: Runtime, where: string): boolean {
  const { command, args } = plainLauncher(runtime)!;
  const program = inRoot("examples/test/awaiting/program.mjs");
  const { stdout, status } = spawnSync(command, [...args, program, way, where, paths[way]!], {
    encoding: "utf8",
    env: { ...process.env, ...RUNTIME_ENV },
    timeout: 20_000,
    killSignal: "SIGKILL",
  });
  return status === 0 && stdout === "works\n";
}

const MARKS = ["<!-- measured by examples/test/awaiting -->", "<!-- its end -->"] as const;

test.runIf(process.platform === "linux")(
  "docs/descriptors.md shows what works where; fix: npx vitest run examples/test/awaiting -u",
  async () => {
    const shown = WAYS.map(([way, name, needs]) => {
      const cells = PLACES.map(([runtime, where]) => (works(way, runtime, where) ? "works" : "no"));
      if (way === "pollio") expect(cells).toEqual(cells.map(() => "works"));
      return `| ${[name, ...cells, needs].join(" | ")} |`;
    });
    const head = `| | ${PLACES.map(([, , name]) => name).join(" | ")} | needs |`;
    const table = [head, `|${"---|".repeat(PLACES.length + 2)}`, ...shown].join("\n");
    const path = inRoot("docs/descriptors.md");
    const [before, rest = ""] = readFileSync(path, "utf8").split(MARKS[0]);
    const after = rest.slice(rest.indexOf(MARKS[1]));
    await expect(`${before}${MARKS[0]}\n\n${table}\n\n${after}`).toMatchFileSnapshot(path);
  },
  300_000,
);
