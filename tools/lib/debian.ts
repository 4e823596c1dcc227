// Debian's packages, for what npm does not have.
import { run, which } from "./run.ts";
import { bold, dim, say } from "./say.ts";

/** Installs packages with apt-get, but only in continuous integration. Returns why they are not there, with the command that installs them. */
export async function installPackages(packages: readonly string[], label: string): Promise<string | undefined> {
  const command = `apt-get install ${packages.join(" ")}`;
  if (which("apt-get") === undefined) return `there is no apt-get for '${command}'`;
  if (process.env.CI !== "true" || process.getuid?.() !== 0) return `as root: ${command}`;
  say(`${bold(label)} installing ${packages.join(", ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  let result = await run("apt-get", install, { env });
  if (!result.ok) {
    // A new machine has no lists of packages yet.
    await run("apt-get", ["update"], { env });
    result = await run("apt-get", install, { env });
  }
  if (result.ok) return undefined;
  say(dim(result.output.trimEnd()));
  return `'${command}' failed (${result.how}); its output is above`;
}

/** Where `find` finds a program, whose packages are installed if need be; or why there is none. */
export async function findOrInstall(name: string, packages: string[], label: string, find: () => string | undefined) {
  const found = find();
  if (found !== undefined) return { path: found };
  const why = await installPackages(packages, label);
  const path = find();
  return path === undefined ? { reason: `${name} is missing; ${why ?? "its packages lack it"}` } : { path };
}
