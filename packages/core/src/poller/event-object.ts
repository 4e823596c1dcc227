import { descriptorOf, encode, MAX_WORD, tagOf } from "../../../../generated/core/codec.ts";
import { type EventKind, EventKind as standardKinds } from "../../../../generated/core/event-kinds.ts";
import type { EventObjectClass } from "../../../../generated/core/event-object.ts";
import type { EventObject as EventObjectShape } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor } from "../arguments/checks.ts";
import { rangeError, typeError } from "../arguments/errors.ts";
import { checkKind, checkKinds, factoryName, type Kinds } from "../arguments/kinds.ts";

/** The class EventObject over custom kinds, with a factory for each. */
export type EventObjectClassOf<K extends Record<string, number>> = {
  new (fd: number, kind: K[keyof K]): EventObjectShape<K[keyof K]>;
  readonly prototype: EventObjectShape<K[keyof K]>;
  /** Decodes a word that encode made; throws a RangeError for any other. */
  decode(data: number | bigint): EventObjectShape<K[keyof K]>;
} & { readonly [Name in keyof K & string as Uncapitalize<Name>]: (fd: number) => EventObjectShape<K[Name]> };

export function createEventObjectClass<K extends Record<string, number>>(kinds: Kinds<K>): EventObjectClassOf<K> {
  class EventObject {
    readonly fd: number;
    readonly kind: number;
    readonly readiness: number;

    constructor(fd: number, kind: number) {
      checkDescriptor(fd, "fd");
      checkKind(kinds, kind, "kind");
      this.fd = fd;
      this.kind = kind;
      this.readiness = 0;
    }

    static decode(data: number | bigint): EventObject {
      const word = exactWord(data);
      const tag = tagOf(word);
      if (kinds.known[tag] !== 1) {
        throw rangeError("data", `a word whose low 8 bits are the tag of a kind, ${kinds.description}`, data);
      }
      return new EventObject(descriptorOf(word), tag);
    }

    encode(): number {
      return encode(this.fd, this.kind);
    }
  }
  for (const [name, tag] of Object.entries(kinds.byName)) {
    const factory = factoryName(name);
    Object.defineProperty(EventObject, factory, {
      value: { [factory]: (fd: number) => new EventObject(fd, tag) }[factory],
      configurable: true,
      writable: true,
    });
  }
  // Bundlers may rename classes.
  Object.defineProperty(EventObject, "name", { value: "EventObject", configurable: true });
  return EventObject as unknown as EventObjectClassOf<K>;
}

function exactWord(data: number | bigint): number {
  const expected = `an integer from 0 to ${MAX_WORD}, as encode makes it`;
  if (typeof data !== "number" && typeof data !== "bigint") throw typeError("data", expected, data);
  const word = Number(data);
  if (!Number.isInteger(word) || word < 0 || word > MAX_WORD) throw rangeError("data", expected, data);
  return word;
}

/** The kinds that the spec declares. */
export const STANDARD_KINDS: Kinds<typeof standardKinds> = checkKinds(standardKinds);

/** A descriptor and its kind. */
export const EventObject: EventObjectClass = createEventObjectClass(STANDARD_KINDS) as unknown as EventObjectClass;
export type EventObject<Kind extends number = EventKind> = EventObjectShape<Kind>;
