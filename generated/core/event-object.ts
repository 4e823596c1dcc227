// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.
import type { EventKind } from "./event-kinds.ts";
import type { EventObject } from "./interfaces.ts";

/** The class EventObject over the kinds of the spec. */
export interface EventObjectClass {
  /**
   * Makes an event object.
   *
   * @param fd The descriptor, an integer from 0 to 2147483647.
   * @param kind A tag of EventKind.
   * @throws TypeError ERR_INVALID_ARG_TYPE: An argument is no number.
   * @throws RangeError ERR_OUT_OF_RANGE: It is no descriptor, or no tag of a kind.
   */
  new(fd: number, kind: EventKind): EventObject;
  /** What all event objects share. */
  readonly prototype: EventObject;
  /** The event object of a word that encode made; anything else is a RangeError that names it. */
  decode(data: number | bigint): EventObject;
  /** A listening socket; readable means that a connection can be accepted. */
  server(fd: number): EventObject<1>;
  /** A connection; readable means that bytes or the end of the stream can be read. */
  client(fd: number): EventObject<2>;
}
