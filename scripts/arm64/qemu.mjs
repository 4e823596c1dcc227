// The emulator and the arm64 libraries that the runtimes are linked with: Debian's packages.
import { existsSync } from "node:fs";
import { run } from "../lib/run.mjs";
import { bold, dim, say } from "../lib/say.mjs";
import { which } from "../lib/which.mjs";

/** Where Debian's packages put arm64's dynamic linker and libraries. */
export const LIBRARIES = "/usr/aarch64-linux-gnu";

const PACKAGES = ["qemu-user-static", "libc6-arm64-cross", "libstdc++6-arm64-cross"];
const NEEDED = ["ld-linux-aarch64.so.1", "libc.so.6", "libstdc++.so.6"].map((name) => `${LIBRARIES}/lib/${name}`);

/**
 * The emulator, installed if that is possible here.
 *
 * @returns {Promise<{ qemu: string, reason?: never } | { qemu?: never, reason: string }>}
 */
export async function ensureQemu() {
  if (process.platform !== "linux")
    return { reason: `qemu runs programs of Linux on Linux only, and this is ${process.platform}` };
  const found = findQemu();
  if (found !== undefined) return { qemu: found };
  const command = `apt-get install ${PACKAGES.join(" ")}`;
  if (which("apt-get") === undefined)
    return { reason: `qemu-aarch64-static is missing, and there is no apt-get for '${command}'` };
  if (process.getuid?.() !== 0) return { reason: `qemu-aarch64-static is missing; as root: ${command}` };
  say(`${bold("test:arm64")} installing ${PACKAGES.join(", ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const install = ["install", "-y", "--no-install-recommends", ...PACKAGES];
  let result = await run("apt-get", install, { env });
  if (!result.ok) {
    // A machine that was just made has no lists of packages yet.
    await run("apt-get", ["update"], { env });
    result = await run("apt-get", install, { env });
  }
  const qemu = findQemu();
  if (qemu !== undefined) return { qemu };
  say(dim(result.output.trimEnd()));
  return { reason: `'${command}' does not work here (${result.how}); its output is above` };
}

function findQemu() {
  return NEEDED.every((path) => existsSync(path)) ? which("qemu-aarch64-static") : undefined;
}
