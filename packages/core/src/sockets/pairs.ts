// Pairs of connected descriptors: pipe, socketPair.

import type { Functions } from "../../../../generated/core/interfaces.ts";
import { syscallError } from "../arguments/errors.ts";
import type { Backend } from "../backend/seam.ts";
import type { System } from "../systems/system.ts";

/** The functions of this file. */
export type Pairs = Pick<Functions, "pipe" | "socketPair">;

export function createPairs({ platform }: Backend, system: System): Pairs {
  function pair(open: (fds: Int32Array) => number, syscall: string, what: string): [number, number] {
    const fds = new Int32Array(new ArrayBuffer(8));
    const result = open(fds);
    if (result < 0) throw syscallError(platform, result, syscall, `cannot open ${what}`);
    return [fds[0]!, fds[1]!];
  }

  return {
    pipe: () => pair(system.pipe, system.pipeName, "a pipe"),
    socketPair: () => pair(system.socketPair, "socketpair", "a pair of sockets"),
  };
}
