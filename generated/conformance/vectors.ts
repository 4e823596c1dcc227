// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** An encoded word and what it encodes. */
export interface Vector {
  /** The kind's name. */
  readonly kind: string;
  /** Its tag. */
  readonly tag: number;
  /** The factory of EventObject for this kind. */
  readonly factory: string;
  /** The descriptor. */
  readonly fd: number;
  /** What encode returns. */
  readonly word: number;
}

/**
 * Every kind with the descriptors at the edges: 0, 1, 2, 255, 256, 65535, 65536, 16777215, 16777216,
 * 2147483646, 2147483647. Computed with BigInt.
 */
export const vectors: readonly Vector[] = [
  { kind: "Server", tag: 1, factory: "server", fd: 0, word: 1 },
  { kind: "Server", tag: 1, factory: "server", fd: 1, word: 257 },
  { kind: "Server", tag: 1, factory: "server", fd: 2, word: 513 },
  { kind: "Server", tag: 1, factory: "server", fd: 255, word: 65281 },
  { kind: "Server", tag: 1, factory: "server", fd: 256, word: 65537 },
  { kind: "Server", tag: 1, factory: "server", fd: 65535, word: 16776961 },
  { kind: "Server", tag: 1, factory: "server", fd: 65536, word: 16777217 },
  { kind: "Server", tag: 1, factory: "server", fd: 16777215, word: 4294967041 },
  { kind: "Server", tag: 1, factory: "server", fd: 16777216, word: 4294967297 },
  { kind: "Server", tag: 1, factory: "server", fd: 2147483646, word: 549755813377 },
  { kind: "Server", tag: 1, factory: "server", fd: 2147483647, word: 549755813633 },
  { kind: "Client", tag: 2, factory: "client", fd: 0, word: 2 },
  { kind: "Client", tag: 2, factory: "client", fd: 1, word: 258 },
  { kind: "Client", tag: 2, factory: "client", fd: 2, word: 514 },
  { kind: "Client", tag: 2, factory: "client", fd: 255, word: 65282 },
  { kind: "Client", tag: 2, factory: "client", fd: 256, word: 65538 },
  { kind: "Client", tag: 2, factory: "client", fd: 65535, word: 16776962 },
  { kind: "Client", tag: 2, factory: "client", fd: 65536, word: 16777218 },
  { kind: "Client", tag: 2, factory: "client", fd: 16777215, word: 4294967042 },
  { kind: "Client", tag: 2, factory: "client", fd: 16777216, word: 4294967298 },
  { kind: "Client", tag: 2, factory: "client", fd: 2147483646, word: 549755813378 },
  { kind: "Client", tag: 2, factory: "client", fd: 2147483647, word: 549755813634 },
];
