// Rust's pollers, built by cargo offline from the sources that Debian packages.

import { cpSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { Failure } from "../../tools/lib/failure.ts";
import { which } from "../../tools/lib/run.ts";
import { buildFolder, program } from "../harness/paths.ts";
import { runTool } from "../harness/tool.ts";
import type { Entry } from "./entry.ts";

const BUILD_MS = 180_000;
/** Where Debian's packages of Rust libraries install their sources. */
const REGISTRY = "/usr/share/cargo/registry";
const SOURCES = buildFolder("rust");
const TARGET = buildFolder("rust/target");

/** A crate with a folder of the same name in bench/programs/rust. */
export function rust(crate: string, note: string): Entry {
  return {
    name: `Rust ${crate}`,
    role: "peer",
    jobs: ["per-call"],
    note,
    work: () => (hasCrate(crate) && !existsSync(executable(crate)) ? "compiles it" : undefined),
    async prepare() {
      const install = `apt-get install --no-install-recommends librust-${crate}-dev`;
      const cargo = which("cargo");
      if (cargo === undefined) throw new Failure(`there is no cargo; fix: apt-get install cargo, then ${install}`);
      if (!hasCrate(crate)) throw new Failure(`its sources are not in ${REGISTRY}; fix, as root: ${install}`);
      return { "per-call": { file: await build(cargo, crate), args: [] } };
    },
  };
}

function executable(crate: string): string {
  return buildFolder("rust/target/release", `per-call-${crate}`);
}

function hasCrate(crate: string): boolean {
  return existsSync(REGISTRY) && readdirSync(REGISTRY).some((name) => name.startsWith(`${crate}-`));
}

/** In a copy: cargo writes its lock file beside the sources, and the machine decides the versions. */
async function build(cargo: string, crate: string): Promise<string> {
  mkdirSync(SOURCES, { recursive: true });
  cpSync(program("rust"), SOURCES, { recursive: true });
  const config = ['source.crates-io.replace-with="debian"', `source.debian.directory="${REGISTRY}"`];
  const args = ["build", "--release", "--offline", ...config.flatMap((line) => ["--config", line])];
  const env = { ...process.env, CARGO_TARGET_DIR: TARGET };
  await runTool(cargo, args, { cwd: buildFolder("rust", crate), env, ms: BUILD_MS });
  return executable(crate);
}
