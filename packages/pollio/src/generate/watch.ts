// Calls back whenever a file has changed, until SIGINT or SIGTERM.

import { readFileSync } from "node:fs";

const INTERVAL_MS = 200;

/**
 * Polls, because operating systems, network file systems and runtimes report too differently what happens when an editor writes
 * or replaces a file.
 */
export function watch(file: string, changed: () => void): Promise<void> {
  let last = read(file);
  const timer = setInterval(() => {
    const text = read(file);
    if (text === last) return;
    last = text;
    changed();
  }, INTERVAL_MS);
  return new Promise((resolve) => {
    const end = () => {
      clearInterval(timer);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
