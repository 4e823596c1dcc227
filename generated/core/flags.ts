// Made by pollio's generator from spec/poller.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** What a registration asks for, as bit flags. */
export const Interest = Object.freeze({
  /** Bytes, a connection, or the end of the stream can be read. */
  Readable: 1,
  /** Bytes can be written, or a connection attempt has ended. */
  Writable: 2,
  /** Out-of-band data can be read. */
  Priority: 4,
} as const);

/** What an event reports, as bit flags that are the same on every operating system. */
export const Readiness = Object.freeze({
  /** A read would not block. */
  Readable: 1,
  /** A write would not block. */
  Writable: 2,
  /** Out-of-band data can be read. */
  Priority: 4,
  /** The peer will send nothing more. */
  ReadClosed: 8,
  /** Nothing can be written any more. */
  WriteClosed: 16,
  /** The descriptor has an error; for a socket SO_ERROR tells which. */
  Error: 32,
} as const);

/**
 * When readiness is reported. "level": Reported at each wait for as long as it is ready. "edge": Reported
 * once each time it becomes ready; read or write until EAGAIN. "oneshot": Reported once, as with level, then
 * silent until it is registered anew. "edge-oneshot": Reported once, as with edge, then silent until it is
 * registered anew.
 */
export type Trigger = "level" | "edge" | "oneshot" | "edge-oneshot";

/** The triggers, in the order of the spec. */
export const TRIGGERS: readonly Trigger[] = Object.freeze(["level", "edge", "oneshot", "edge-oneshot"]);

/** The numbers behind the interface: default, least and greatest. */
export const LIMITS = Object.freeze({
  /** Events that one wait asks the kernel for. */
  maxEvents: Object.freeze({ default: 20000, min: 1, max: 1048576 } as const),
  /** Milliseconds that one wait may take; what is above the maximum is clamped to it. */
  timeoutMs: Object.freeze({ default: -1, min: -1, max: 2147483647 } as const),
  /** A descriptor, as the kernel numbers them. */
  descriptor: Object.freeze({ default: 0, min: 0, max: 2147483647 } as const),
  /** Connections that may wait to be accepted; the kernel caps it at its own limit (listen(2), somaxconn). */
  backlog: Object.freeze({ default: 511, min: 0, max: 2147483647 } as const),
  /** A TCP port; 0 lets the kernel choose one when listening. */
  port: Object.freeze({ default: 0, min: 0, max: 65535 } as const),
} as const);
