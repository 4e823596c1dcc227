// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { EventKind } from "./event-kinds.ts";
import type { EventObject } from "./interfaces.ts";

/** The class EventObject with the kinds of the spec. */
export interface EventObjectClass {
  /**
   * Creates an event object.
   *
   * @param fd The descriptor, an integer from 0 to 2147483647.
   * @param kind A tag of EventKind.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is not a number.
   * @throws RangeError ERR_OUT_OF_RANGE: An argument is not a descriptor, or not a kind's tag.
   */
  new(fd: number, kind: EventKind): EventObject;
  /** The prototype of all event objects. */
  readonly prototype: EventObject;
  /** Decodes a word that encode returned; anything else throws a RangeError that shows it. */
  decode(data: number | bigint): EventObject;
  /** A listening socket; it is readable when a connection can be accepted. */
  server(fd: number): EventObject<1>;
  /** A connection; it is readable when bytes or the end of the stream can be read. */
  client(fd: number): EventObject<2>;
}
