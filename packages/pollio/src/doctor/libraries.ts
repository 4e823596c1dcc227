// Lists the libraries and addons loaded into this process.

import { existsSync, readFileSync } from "node:fs";

const MAPS = "/proc/self/maps";

/** Sorted paths. Linux lists them; elsewhere the runtime's own report does. */
export function loadedLibraries(): string[] {
  return [...new Set(existsSync(MAPS) ? mapped() : reported())].sort();
}

/** proc_pid_maps(5): the path is the sixth field and may contain spaces. */
function mapped(): string[] {
  const lines = readFileSync(MAPS, "utf8").split("\n");
  const paths = lines.flatMap((line) => /^(?:\S+\s+){5}(\/.*)$/.exec(line)?.[1] ?? []);
  return paths.filter((path) => /\.(node|so)\b[^/]*$/.test(path));
}

function reported(): string[] {
  const report = process.report?.getReport() as { sharedObjects?: readonly string[] } | undefined;
  return [...(report?.sharedObjects ?? [])];
}
