import { execFileSync } from "node:child_process";

/** A prefix that pins a command to one core; empty if there is no taskset. */
export const pin: readonly string[] = hasTaskset() ? ["taskset", "-c", "0"] : [];

function hasTaskset(): boolean {
  try {
    // Not --version: the process may not be allowed to use this core.
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
