import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

let namespaces: boolean | undefined;
let pressure: boolean | undefined;

/** Whether a child process can have a host name and mounts of its own (unshare(1)). */
export function hasNamespaces(): boolean {
  namespaces ??= spawnSync("unshare", ["--uts", "--mount", "true"]).status === 0;
  return namespaces;
}

/** Whether pressure stall triggers can be set (Documentation/accounting/psi.rst of Linux). */
export function hasPressureTriggers(): boolean {
  pressure ??= canSetTrigger();
  return pressure;
}

/** A stall of half a millisecond in two seconds, the only window for all who lack CAP_SYS_RESOURCE. It ends with NUL. */
export const PRESSURE_TRIGGER = "some 500 2000000\0";
export const PRESSURE_FILE = "/proc/pressure/cpu";

function canSetTrigger(): boolean {
  try {
    writeFileSync(PRESSURE_FILE, PRESSURE_TRIGGER, { flag: "r+" });
    return true;
  } catch {
    return false;
  }
}
