// Where the tools are tried: the packages as they are published, installed into empty projects.

import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inRoot } from "../../tools/lib/root.ts";
import { mustRun, NPM_FLAGS, run } from "../../tools/lib/run.ts";
import { ensureRuntime, RUNTIME_ENV } from "../../tools/lib/runtimes.ts";
import { packAll } from "../../tools/pack/archives.ts";
import { makePrebuilds } from "../../tools/prebuilds/main.ts";
import type { Runtime } from "../../tools/runtimes/current.ts";

/** What npm and Vitest set for this process must not reach the tools, but where packages come from must. */
const KEPT = /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|cafile)$/i;
const NOT_THEIRS = /^(npm_|POLLIO_|NODE_|BUN_|VITEST|JEST|TEST$|INIT_CWD$)/i;

/** Long, because the machine may be busy. */
const LIMIT_MS = 240_000;

/** Of the package `pollio`; npm and the others take them from these archives, because the registry has no such versions. */
const OWN = ["core", "bun", "deno", "napi", "node-ffi"].map((name) => `@pollio/${name}`);

export class Place {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "pollio-toolchains-")));
  /** By the name of the package. */
  readonly #archives = new Map<string, string>();
  readonly #env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name) || !NOT_THEIRS.test(name))),
    ...RUNTIME_ENV,
    NO_COLOR: "1",
  };

  /** Packs, installs the tools, and makes the project `npm`, which has what a user installs, and `fallback`, which also has koffi. */
  async prepare(): Promise<void> {
    await makePrebuilds({ compiler: "host" });
    mkdirSync(join(this.folder, "archives"));
    for (const { name, path } of await packAll(join(this.folder, "archives"))) this.#archives.set(name, path);
    const tools = inRoot("toolchains");
    if (!existsSync(join(tools, "node_modules/.package-lock.json")))
      await mustRun("npm", ["ci", ...NPM_FLAGS], { cwd: tools });
    for (const [name, packages] of Object.entries({ npm: ["pollio"], fallback: ["pollio", "@pollio/koffi"] })) {
      this.project(name, { overrides: this.#ownArchives() });
      await this.run(name, ["npm", "install", ...NPM_FLAGS, ...packages.map((own) => this.#archives.get(own)!)]);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  #ownArchives(): Record<string, string> {
    return Object.fromEntries(OWN.map((name) => [name, `file:${this.#archives.get(name)}`]));
  }

  /** An empty project with the programs; `manifest` may say what it depends on. */
  project(name: string, manifest: object = {}): void {
    mkdirSync(this.path(name));
    cpSync(inRoot("toolchains/programs"), this.path(name), { recursive: true });
    this.write(name, "package.json", JSON.stringify({ name: "a-project", private: true, ...manifest }));
  }

  /** A project that depends on pollio; `overrides` is what the package manager calls them. */
  projectOn(name: string, overrides: string): void {
    const pollio = `file:${this.#archives.get("pollio")}`;
    this.project(name, { dependencies: { pollio }, [overrides]: this.#ownArchives() });
  }

  /** A project with packages of the registry, which gets ours in the place of others: `instead` has our names by theirs. */
  async projectWith(name: string, dependencies: object, instead: Readonly<Record<string, string>>): Promise<void> {
    const replaced = Object.entries(instead).map(([other, own]) => [other, `file:${this.#archives.get(own)}`]);
    const pollio = `file:${this.#archives.get("pollio")}`;
    this.project(name, {
      dependencies,
      overrides: { ...this.#ownArchives(), pollio, ...Object.fromEntries(replaced) },
    });
    await this.run(name, ["npm", "install", ...NPM_FLAGS]);
  }

  write(project: string, file: string, text: string): void {
    writeFileSync(this.path(project, file), text);
  }

  copy(from: string, to: string): void {
    cpSync(this.path(from), this.path(to), { recursive: true, verbatimSymlinks: true });
  }

  /** Runs a command to its end, and gives its standard output; throws a Failure with all output unless it exits with 0. */
  async run(project: string, [command = "", ...args]: readonly string[], env: Record<string, string> = {}) {
    const options = { cwd: this.path(project), env: { ...this.#env, ...env }, timeout: LIMIT_MS };
    return (await mustRun(command, args, options)).stdout;
  }

  /** What a command prints that must fail. */
  async fails(project: string, [command = "", ...args]: readonly string[]): Promise<string> {
    const { ok, output } = await run(command, args, { cwd: this.path(project), env: this.#env, timeout: LIMIT_MS });
    assert.equal(ok, false, `'${command} ${args.join(" ")}' did not fail`);
    return output;
  }

  /** Runs program.mjs, or what a tool has made of it. */
  async works(
    project: string,
    command: readonly string[],
    backend: string,
    env?: Record<string, string>,
  ): Promise<void> {
    const expected = { backend, blocking: 1, waiting: 1, oneCopy: true };
    assert.deepEqual(JSON.parse(await this.run(project, command, env)), expected);
  }
}

/** The script of a tool in toolchains/node_modules. */
export const tool = (...path: readonly string[]): string => inRoot("toolchains/node_modules", ...path);

/** The command that runs a file in a runtime. */
export async function runner(runtime: Runtime): Promise<string[]> {
  const path = await ensureRuntime(runtime);
  return runtime === "deno" ? [path, "run", "-A", "--node-modules-dir=manual"] : [path];
}
