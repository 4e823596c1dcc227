// The text of a module for a user's kinds: TypeScript, or JavaScript and its declarations.

import { docComment } from "../../../../spec-tools/doc-comments.ts";
import { factoryName } from "../../../../spec-tools/kinds.ts";
import type { Kinds } from "./kinds-file.ts";
import { MARK, RETIRED } from "./marks.ts";

const DOCS = {
  EventKind: "What a descriptor is for: a tag that travels through the kernel with each event.",
  Tag: "The tag of one of the kinds.",
  EventObject: "A descriptor and what it is for.",
  EventObjectClass: "The class EventObject, with a function for each kind.",
  construct: "Makes an event object of any kind.",
  decode: "The event object of a word that encode made; anything else is a RangeError that names it.",
  factories: "Makes event objects of these kinds.",
  OsPoller: "The operating system's readiness poller, whose events are of these kinds.",
  ReadyEvents: "The events of a wait.",
};

export function typescriptModule(kinds: Kinds, from: string): string {
  return [
    header(from),
    'import type * as pollio from "pollio";\nimport { withKinds } from "pollio";\n',
    tags(kinds, "} as const);"),
    types(kinds),
    "const kinds = withKinds(EventKind);\n",
    `${docComment(DOCS.factories)}export const EventObject: EventObjectClass = kinds.EventObject;\n`,
    `${docComment(DOCS.OsPoller)}export const OsPoller: pollio.OsPollerClass<EventKind> = kinds.OsPoller;\n${OS_POLLER_TYPE}`,
    READY_EVENTS_TYPE,
  ].join("\n");
}

export function javascriptModule(kinds: Kinds, from: string): string {
  return [
    header(from),
    'import { withKinds } from "pollio";\n',
    tags(kinds, "});"),
    "const kinds = withKinds(EventKind);\n",
    `${docComment(DOCS.factories)}export const EventObject = kinds.EventObject;\n`,
    `${docComment(DOCS.OsPoller)}export const OsPoller = kinds.OsPoller;\n`,
  ].join("\n");
}

/** The declarations of javascriptModule. */
export function declarations(kinds: Kinds, from: string): string {
  const members = kinds.all.map(({ name, tag, doc }) => `${docComment(doc, [], 2)}  readonly ${name}: ${tag};\n`);
  return [
    header(from),
    'import type * as pollio from "pollio";\n',
    `${docComment(DOCS.EventKind)}export declare const EventKind: {\n${members.join("")}};\n`,
    types(kinds),
    `${docComment(DOCS.factories)}export declare const EventObject: EventObjectClass;\n`,
    `${docComment(DOCS.OsPoller)}export declare const OsPoller: pollio.OsPollerClass<EventKind>;\n${OS_POLLER_TYPE}`,
    READY_EVENTS_TYPE,
  ].join("\n");
}

const OS_POLLER_TYPE = "export type OsPoller = pollio.OsPoller<EventKind>;\n";
const READY_EVENTS_TYPE = `${docComment(DOCS.ReadyEvents)}export type ReadyEvents = pollio.ReadyEvents<EventKind>;\n`;

function header(from: string): string {
  return `${MARK}${from}.\n// Do not edit: change that file and run the command again.\n`;
}

/** One kind per line: previous.ts reads it again. */
function tags({ all, retired }: Kinds, end: string): string {
  const lines = all.map(({ name, tag, doc }) => `${docComment(doc, [], 2)}  ${name}: ${tag},\n`);
  const gone = retired.map(({ name, tag }) => `  // ${name}: ${tag}, ${RETIRED}\n`);
  return `${docComment(DOCS.EventKind)}export const EventKind = Object.freeze({\n${[...lines, ...gone].join("")}${end}\n`;
}

function types({ all }: Kinds): string {
  const factories = all.map(
    ({ name, tag, doc }) => `${docComment(doc, [], 2)}  ${factoryName(name)}(fd: number): EventObject<${tag}>;\n`,
  );
  return [
    `${docComment(DOCS.Tag)}export type EventKind = (typeof EventKind)[keyof typeof EventKind];\n`,
    `${docComment(DOCS.EventObject)}export type EventObject<Kind extends EventKind = EventKind> = pollio.EventObject<Kind>;\n`,
    `${docComment(DOCS.EventObjectClass)}export interface EventObjectClass {\n${docComment(DOCS.construct, [], 2)}` +
      `  new (fd: number, kind: EventKind): EventObject;\n  readonly prototype: EventObject;\n` +
      `${docComment(DOCS.decode, [], 2)}  decode(data: number | bigint): EventObject;\n${factories.join("")}}\n`,
  ].join("\n");
}
