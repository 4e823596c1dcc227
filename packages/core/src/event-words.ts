import type { Layout } from "../../../generated/core/platforms.ts";

/** Where the parts of an epoll_event are, in 32-bit words: x86-64 packs it, other architectures do not. */
export interface EventWords {
  readonly stride: number;
  readonly mask: number;
  readonly data: number;
}

export function eventWords({ size, fields }: Layout): EventWords {
  const word = (name: string): number => fields[name]!.offset / Int32Array.BYTES_PER_ELEMENT;
  return { stride: size / Int32Array.BYTES_PER_ELEMENT, mask: word("events"), data: word("data") };
}
