// An empty project in a folder of its own, with some of our packages, as a user has them.

import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

export const repository = fileURLToPath(new URL("../../../", import.meta.url));

export const CLI = join(repository, "packages/pollio/dist/command/cli.js");

/** The folder of one of our packages, by its name. */
const folderOf = (name: string): string =>
  name === "@pollio/conformance" ? "conformance" : join("packages", name.replace("@pollio/", ""));

const OF_EACH = ["package.json", "dist", "native", "prebuilds"];
const OTHERS = ["koffi", "@koromix", "fast-check", "pure-rand"];

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Project {
  readonly folder: string;

  /** Our packages are copied: one that is linked would find its neighbours in the repository. */
  constructor(packages: readonly string[] = []) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "pollio-project-")));
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    this.write("package.json", JSON.stringify({ name: "a-project", private: true, type: "module" }));
    for (const name of packages) {
      for (const part of OF_EACH) {
        const from = join(repository, folderOf(name), part);
        if (existsSync(from)) cpSync(from, this.path("node_modules", name, part), { recursive: true });
      }
    }
    if (packages.includes("@pollio/koffi") || packages.includes("@pollio/conformance")) {
      for (const name of OTHERS) symlinkSync(join(repository, "node_modules", name), this.path("node_modules", name));
    }
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  write(name: string, text: string): string {
    const path = this.path(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  remove(name: string): void {
    rmSync(this.path(name), { recursive: true, force: true });
  }

  /** Runs a module's text, or a file, under the runtime that runs the tests. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    return this.runUnder(process.execPath, args, env);
  }

  /** The same under another runtime. */
  runUnder(executable: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const { POLLIO_BACKEND: _, ...inherited } = process.env;
    const options = { cwd: this.folder, env: { ...inherited, NO_COLOR: "1", ...env }, timeout: 120_000 };
    return new Promise((resolve) => {
      execFile(executable, [...args], options, (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, stderr });
      });
    });
  }

  read(name: string): string {
    return readFileSync(this.path(name), "utf8");
  }

  /** The command, as it is built: the project's own, else the repository's. */
  pollio(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    const own = this.path("node_modules/pollio/dist/command/cli.js");
    return this.run([existsSync(own) ? own : CLI, ...args], env);
  }

  async pollioJson(args: readonly string[], env: Record<string, string> = {}) {
    const { code, stdout, stderr } = await this.pollio([...args, "--json"], env);
    if (!stdout.startsWith("{")) throw new Error(`no JSON, but (${code}): ${stdout}${stderr}`);
    return { code, ...JSON.parse(stdout) };
  }

  runText(text: string, env: Record<string, string> = {}): Promise<Ended> {
    return this.run([this.write("main.mjs", text)], env);
  }
}
