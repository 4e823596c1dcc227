// npm's epoll package. Installing it compiles it, so it is not a dependency of this repository; it is installed and built in a folder of
// its own, only for the benchmarks.

import { cpSync, existsSync, mkdirSync } from "node:fs";
import { findToolchain, nodeGyp } from "../../tools/compile/addon.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { root } from "../../tools/lib/root.ts";
import { hashInputs, isUpToDate, writeStamp } from "../../tools/lib/stamp.ts";
import { buildFolder, program } from "../harness/paths.ts";
import { runTool } from "../harness/tool.ts";
import type { Entry } from "./entry.ts";
import { helperUrl } from "./peers.ts";
import { launch } from "./runtimes.ts";

const INSTALL_MS = 120_000;
const BUILD_MS = 120_000;
const FOLDER = buildFolder("npm-epoll");
const PACKAGE = buildFolder("npm-epoll/node_modules/epoll");
const ADDON = buildFolder("npm-epoll/node_modules/epoll/build/Release/epoll.node");
const STAMP = buildFolder("npm-epoll/.stamp");
const SOURCE = program("npm-epoll");

export const npmEpoll: Entry = {
  name: "npm epoll",
  role: "peer",
  jobs: ["per-call", "latency"],
  note: "delivers one event at a time to a callback on Node's event loop, and has no wait to call",
  work: () => (isBuilt() ? undefined : "fetches it from npm and compiles it"),
  async prepare() {
    const args = [await installNpmEpoll(), helperUrl()];
    return {
      "per-call": await launch("node", program("javascript/npm-epoll.mjs"), args),
      latency: await launch("node", program("javascript/latency/npm-epoll.mjs"), args),
    };
  },
};

/** Installs and compiles the package unless that has been done; returns its folder. */
export async function installNpmEpoll(): Promise<string> {
  if (!isBuilt()) {
    await installAndBuild();
    writeStamp(STAMP, inputs());
  }
  return PACKAGE;
}

function isBuilt(): boolean {
  return existsSync(ADDON) && isUpToDate(STAMP, inputs());
}

function inputs(): string {
  return hashInputs(root, [SOURCE], [process.platform, process.arch, process.versions.modules]);
}

async function installAndBuild(): Promise<void> {
  const tools = findToolchain();
  if (tools.missing) throw new Failure(`it must be compiled, but ${tools.missing.join(" and ")} is missing`);
  mkdirSync(FOLDER, { recursive: true });
  cpSync(SOURCE, FOLDER, { recursive: true });
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await runTool("npm", ["ci", ...options], { cwd: FOLDER, ms: INSTALL_MS });
  await runTool(process.execPath, nodeGyp(PACKAGE), { env: tools.env, ms: BUILD_MS });
}
