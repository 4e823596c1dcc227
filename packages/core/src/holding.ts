import type { Block } from "../../../generated/core/sys.ts";

const held = new WeakMap<object, readonly Block[]>();

/** The call itself, which keeps its memory from now on: a pointer alone would let it be collected under the kernel. */
export function holding<Call extends object>(call: Call, memory: readonly Block[]): Call {
  held.set(call, memory);
  return call;
}
