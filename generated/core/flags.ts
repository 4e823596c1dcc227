// Made by pollio's generator from spec/poller.yaml.
// Do not edit: change the spec and run `npm run generate`.

/**
 * What a registration waits for, as bit flags. Errors and hang-ups are reported whatever it waits for; 0
 * waits for nothing else.
 */
export const Interest = Object.freeze({
  /**
   * Bytes, a connection, or the end of the stream can be read. Includes ReadClosed, unless the registration
   * is exclusive.
   */
  Readable: 1,
  /** Bytes can be written, or a connection attempt has finished. */
  Writable: 2,
  /** Out-of-band data can be read. */
  Priority: 4,
  /** The peer sends no more data. Asked for alone, it does not report data that is waiting to be read. */
  ReadClosed: 8,
} as const);

/** What an event reports, as bit flags with the same values on every operating system. */
export const Readiness = Object.freeze({
  /** A read would not block. */
  Readable: 1,
  /** A write would not block. */
  Writable: 2,
  /** Out-of-band data can be read. */
  Priority: 4,
  /** The peer sends no more data. */
  ReadClosed: 8,
  /**
   * Nothing more can be written: the connection is closed or reset, or a pipe has no reader. An error alone,
   * such as that of a refused datagram, does not say so.
   */
  WriteClosed: 16,
  /**
   * The descriptor has an error, which the next call returns: what was asked for is reported as well. For a
   * socket, SO_ERROR says which; kqueue reports it only at the end of a stream.
   */
  Error: 32,
} as const);

/**
 * When readiness is reported. "level": Reported by every wait while the descriptor is ready. "edge": Reported
 * once each time the descriptor becomes ready; read or write until EAGAIN. "oneshot": Reported once, as with
 * level, then silent until re-armed with `modify`. "edge-oneshot": Reported once, as with edge, then silent
 * until re-armed with `modify`.
 */
export type Trigger = "level" | "edge" | "oneshot" | "edge-oneshot";

/** The triggers, in the order of the spec. */
export const TRIGGERS: readonly Trigger[] = Object.freeze(["level", "edge", "oneshot", "edge-oneshot"]);

/** The limits: default, minimum and maximum. */
export const LIMITS = Object.freeze({
  /** The most events that one wait returns. */
  maxEvents: Object.freeze({ default: 20000, min: 1, max: 1048576 } as const),
  /** How long one wait may take, in milliseconds; a larger value is clamped to the maximum. */
  timeoutMs: Object.freeze({ default: -1, min: -1, max: 2147483647 } as const),
  /** How long a wait looks for events before it blocks, in microseconds. */
  spin: Object.freeze({ default: 0, min: 0, max: 1000000 } as const),
  /** A file descriptor. */
  descriptor: Object.freeze({ default: 0, min: 0, max: 2147483647 } as const),
  /**
   * How many connections may queue until they are accepted; the kernel caps it at its own limit (listen(2),
   * somaxconn), which is 128 on macOS.
   */
  backlog: Object.freeze({ default: 511, min: 0, max: 2147483647 } as const),
  /** A TCP or UDP port; 0 lets the kernel choose one to listen on. */
  port: Object.freeze({ default: 0, min: 0, max: 65535 } as const),
} as const);
