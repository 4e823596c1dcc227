// An empty project, and the few programs that it has.
import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure } from "../lib/failure.mjs";
import { which } from "../lib/which.mjs";

/**
 * @typedef {object} Kind How a runtime is used.
 * @property {string} name The program that runs a file.
 * @property {readonly string[]} programs What comes with it, besides itself.
 * @property {readonly string[]} install Before the packages to install.
 * @property {readonly string[]} packageCommand Before the command of an installed package.
 *
 * @typedef {object} Ended
 * @property {number | null} code
 * @property {string} stdout
 * @property {string} stderr
 */

/** Nothing of it runs scripts of packages, and neither looks for a newer self. @type {Record<"node" | "bun", Kind>} */
export const KINDS = {
  node: {
    name: "node",
    programs: ["npm", "npx"],
    install: [
      "npm",
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--no-update-notifier",
      "--loglevel=error",
    ],
    packageCommand: ["npx"],
  },
  bun: {
    name: "bun",
    programs: ["bunx"],
    install: ["bun", "add", "--ignore-scripts"],
    packageCommand: ["bunx", "--bun"],
  },
};

/** What npm has told this process about the repository must not reach another project. Where packages come from must. */
const NPM_KEEPS = /^npm_config_(registry|cache|userconfig|globalconfig|.*proxy|cafile)$/i;
const NOT_OURS = /^(npm_|POLLIO_|NODE_|BUN_|INIT_CWD$|PATH$)/i;

/** Long, because the machine may be busy; a command that hangs is ended then. */
const LIMIT_MS = 240_000;

export class Project {
  /**
   * @param {string} base A folder that does not exist yet, for the project and its programs.
   * @param {Kind} kind
   * @param {string} executable Of the runtime.
   */
  constructor(base, kind, executable) {
    this.folder = join(base, "project");
    this.kind = kind;
    this.bin = join(base, "bin");
    for (const folder of [this.folder, this.bin]) mkdirSync(folder, { recursive: true });
    symlinkSync(executable, join(this.bin, kind.name));
    // bunx is Bun itself, under that name; the others are this machine's.
    for (const name of kind.programs) symlinkSync(name === "bunx" ? executable : found(name), join(this.bin, name));
    for (const name of ["sh", "env"]) symlinkSync(found(name), join(this.bin, name));
    const inherited = Object.entries(process.env).filter(([name]) => NPM_KEEPS.test(name) || !NOT_OURS.test(name));
    this.env = {
      ...Object.fromEntries(inherited),
      PATH: this.bin,
      NO_COLOR: "1",
      BUN_INSTALL_CACHE_DIR: join(base, "cache"),
    };
  }

  /** @param {...string} parts */
  path(...parts) {
    return join(this.folder, ...parts);
  }

  /**
   * @param {string} name
   * @param {string} text
   * @param {number} [mode]
   */
  write(name, text, mode) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text, { mode });
  }

  /**
   * A command as the README has it, for the runtime of this project.
   *
   * @param {readonly string[]} words
   */
  translated([command = "", ...args]) {
    if (command === "node") return [this.kind.name, ...args];
    return command === "npx" ? [...this.kind.packageCommand, ...args] : [command, ...args];
  }

  /**
   * @param {readonly string[]} words
   * @param {Record<string, string>} [env]
   */
  start(words, env = {}) {
    const [command = "", ...args] = this.translated(words);
    const child = spawn(join(this.bin, command), args, {
      cwd: this.folder,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
      killSignal: "SIGKILL",
    });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => {
      output.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      output.stderr += text;
    });
    /** @type {Promise<Ended & { signal: NodeJS.Signals | null }>} */
    const ended = new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve({ code, signal, ...output }));
    });
    return { child, ended };
  }

  /**
   * Runs a command to its end; throws, with what it said, unless it exits with 0.
   *
   * @param {readonly string[]} words
   * @param {Record<string, string>} [env]
   * @returns {Promise<Ended>}
   */
  async run(words, env = {}) {
    const { code, signal, stdout, stderr } = await this.start(words, env).ended;
    if (code === 0) return { code, stdout, stderr };
    throw new Failure(
      `'${words.join(" ")}' ended with ${signal ?? `exit code ${code}`}:\n${stdout}${stderr}`.trimEnd(),
    );
  }
}

/** @param {string} name */
function found(name) {
  const path = which(name);
  if (path === undefined) throw new Failure(`${name} is not in PATH, and a user's project needs it`);
  return path;
}
