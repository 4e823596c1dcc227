// An empty project, with a PATH that holds only the runtime, its installer, sh and env.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { Failure } from "../lib/failure.ts";
import { endingOf, NPM_FLAGS, which } from "../lib/run.ts";

/** How a runtime is used. Neither runs scripts of packages, or looks for a newer version of itself. */
const KINDS = {
  node: { programs: ["npm", "npx"], install: ["npm", "install", ...NPM_FLAGS, "--no-update-notifier"], npx: ["npx"] },
  bun: { programs: ["bunx"], install: ["bun", "add", "--ignore-scripts"], npx: ["bunx", "--bun"] },
};

/** npm's settings for this repository must not reach another project, but where packages come from must. */
const NPM_KEEPS = /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|cafile)$/i;
const NOT_OURS = /^(npm_|POLLIO_|NODE_|BUN_|INIT_CWD$|PATH$)/i;

/** Kills a command that hangs; long, because the machine may be busy. */
const LIMIT_MS = 240_000;

export class Project {
  readonly folder: string;
  readonly #runtime: keyof typeof KINDS;
  readonly #bin: string;
  readonly #env: NodeJS.ProcessEnv;

  /**
   * @param base A folder that does not exist yet, for the project and its programs.
   * @param executable Of the runtime.
   */
  constructor(base: string, runtime: keyof typeof KINDS, executable: string) {
    this.folder = join(base, "project");
    this.#runtime = runtime;
    this.#bin = join(base, "bin");
    for (const folder of [this.folder, this.#bin]) mkdirSync(folder, { recursive: true });
    symlinkSync(executable, join(this.#bin, runtime));
    // bunx is Bun itself, under that name; the others are this machine's.
    for (const name of [...KINDS[runtime].programs, "sh", "env"])
      symlinkSync(name === "bunx" ? executable : (which(name) ?? name), join(this.#bin, name));
    const inherited = Object.entries(process.env).filter(([name]) => NPM_KEEPS.test(name) || !NOT_OURS.test(name));
    const own = { PATH: this.#bin, NO_COLOR: "1", BUN_INSTALL_CACHE_DIR: join(base, "cache") };
    this.#env = { ...Object.fromEntries(inherited), ...own };
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(name: string, text: string | Buffer, mode?: number): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text, { mode });
  }

  /** Starts a command as the guide has it, in the runtime of this project. */
  start(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { npx } = KINDS[this.#runtime];
    const [first = "", ...rest] = words;
    const [command = "", ...args] =
      first === "node" ? [this.#runtime, ...rest] : first === "npx" ? [...npx, ...rest] : words;
    return execa(join(this.#bin, command), args, {
      cwd: this.folder,
      env: { ...this.#env, ...env },
      extendEnv: false,
      reject: false,
      stdin: "ignore",
      stripFinalNewline: false,
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
  }

  /** Runs a command to its end; throws a Failure with its output unless it exits with 0. */
  async run(words: readonly string[], env?: Readonly<Record<string, string>>) {
    const result = await this.start(words, env);
    if (!result.failed) return result;
    const output = `${result.stdout ?? ""}${result.stderr ?? ""}`;
    throw new Failure(`'${words.join(" ")}' ended with ${endingOf(result)}:\n${output}`.trimEnd());
  }

  async install(packages: readonly string[]): Promise<void> {
    // A registry that stalls is asked again: npm waits for five minutes otherwise.
    const patience = { npm_config_fetch_timeout: "15000", npm_config_fetch_retries: "4" };
    await this.run([...KINDS[this.#runtime].install, ...packages], patience);
  }
}
