// The emulator and the arm64 libraries that the runtimes are linked with: Debian's packages.
import { existsSync } from "node:fs";
import { installPackages } from "../lib/debian.mjs";
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
  const why = await installPackages(PACKAGES, "test:arm64");
  const qemu = findQemu();
  return qemu === undefined ? { reason: `qemu-aarch64-static is missing; ${why ?? "its packages lack it"}` } : { qemu };
}

function findQemu() {
  return NEEDED.every((path) => existsSync(path)) ? which("qemu-aarch64-static") : undefined;
}
