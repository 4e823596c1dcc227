// Debian's packages, for what npm does not have.
import { run } from "./run.mjs";
import { bold, dim, say } from "./say.mjs";
import { which } from "./which.mjs";

/**
 * Installs packages with apt-get, where there is one and this is root.
 *
 * @param {readonly string[]} packages
 * @param {string} label Who wants them.
 * @returns {Promise<string | undefined>} Why it could not; undefined when it did.
 */
export async function installPackages(packages, label) {
  const command = `apt-get install ${packages.join(" ")}`;
  if (which("apt-get") === undefined) return `there is no apt-get for '${command}'`;
  if (process.getuid?.() !== 0) return `as root: ${command}`;
  say(`${bold(label)} installing ${packages.join(", ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", ...packages];
  let result = await run("apt-get", install, { env });
  if (!result.ok) {
    // A machine that was just made has no lists of packages yet.
    await run("apt-get", ["update"], { env });
    result = await run("apt-get", install, { env });
  }
  if (result.ok) return undefined;
  say(dim(result.output.trimEnd()));
  return `'${command}' does not work here (${result.how}); its output is above`;
}
