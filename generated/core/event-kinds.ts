// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** What a descriptor is for: a tag that travels through the kernel with each event. */
export const EventKind = Object.freeze({
  /** A listening socket; it is readable when a connection can be accepted. */
  Server: 1,
  /** A connection; it is readable when bytes or the end of the stream can be read. */
  Client: 2,
} as const);

/** The tag of one of the kinds. */
export type EventKind = (typeof EventKind)[keyof typeof EventKind];
