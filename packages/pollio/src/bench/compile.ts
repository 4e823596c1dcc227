// Compiles the C loop, if there is a compiler.

import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The program, or why there is none. */
export type Compiled = { readonly program: string } | { readonly reason: string };

const COMPILERS = ["cc", "gcc", "clang"];

/** Compiles into `folder`. CC may name the compiler, with arguments. */
export function compileLoop(source: string, folder: string): Compiled {
  // It uses epoll.
  if (process.platform !== "linux")
    return { reason: `the C loop supports only Linux, and this is ${process.platform}` };
  const program = join(folder, "loop");
  const named = process.env.CC?.split(/\s+/).filter((word) => word !== "") ?? [];
  for (const [compiler = "", ...args] of named.length > 0 ? [named] : COMPILERS.map((name) => [name])) {
    const all = [...args, "-O2", "-pthread", "-o", program, source];
    const { error, status, stderr } = spawnSync(compiler, all, { encoding: "utf8" });
    if (error !== undefined) continue; // not installed
    if (status === 0) return { program };
    return { reason: `${compiler} could not compile the C loop: ${stderr.trim()}` };
  }
  return { reason: `there is no C compiler (${named[0] ?? COMPILERS.join(", ")})` };
}
