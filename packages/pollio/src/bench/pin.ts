import { execFileSync } from "node:child_process";

/** The command before a command that keeps it on one core; none where there is no taskset. */
export const pin: readonly string[] = hasTaskset() ? ["taskset", "-c", "0"] : [];

function hasTaskset(): boolean {
  try {
    // Not --version: a process may be barred from the core.
    execFileSync("taskset", ["-c", "0", "true"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
