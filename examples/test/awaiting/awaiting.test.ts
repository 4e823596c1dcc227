// The table in docs/descriptors.md of ways to await a descriptor, and where each works, as it is measured here.
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { installNpmEpoll } from "../../../bench/participants/npm-epoll.ts";
import { findToolchain, nodeGyp } from "../../../tools/compile/addon.ts";
import { replaceBetween } from "../../../tools/lib/marked.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { mustRun, run } from "../../../tools/lib/run.ts";
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
  await mustRun(process.execPath, nodeGyp(BUILD), { env: tools.env });
  paths["npm-epoll"] = await installNpmEpoll();
  for (const runtime of ["bun", "deno"] as const) await ensureRuntime(runtime);
}, 300_000);

/** Whether the events come and the process then ends well. How it fails differs from run to run. */
async function works(way: string, runtime: Runtime, where: string): Promise<boolean> {
  const { command, args } = plainLauncher(runtime)!;
  const program = inRoot("examples/test/awaiting/program.mjs");
  const env = { ...process.env, ...RUNTIME_ENV };
  const { ok, stdout } = await run(command, [...args, program, way, where, paths[way]!], { env, timeout: 20_000 });
  return ok && stdout === "works\n";
}

const MARKS = ["<!-- measured by examples/test/awaiting -->", "<!-- its end -->"] as const;

test.runIf(process.platform === "linux")(
  "docs/descriptors.md shows what works where; fix: npx vitest run examples/test/awaiting -u",
  async () => {
    const shown: string[] = [];
    for (const [way, name, needs] of WAYS) {
      const cells: string[] = [];
      for (const [runtime, where] of PLACES) cells.push((await works(way, runtime, where)) ? "works" : "no");
      if (way === "pollio") expect(cells).toEqual(cells.map(() => "works"));
      shown.push(`| ${[name, ...cells, needs].join(" | ")} |`);
    }
    const head = `| | ${PLACES.map(([, , name]) => name).join(" | ")} | needs |`;
    const table = [head, `|${"---|".repeat(PLACES.length + 2)}`, ...shown].join("\n");
    const path = inRoot("docs/descriptors.md");
    await expect(replaceBetween(readFileSync(path, "utf8"), MARKS, `\n${table}\n`)).toMatchFileSnapshot(path);
  },
  300_000,
);
