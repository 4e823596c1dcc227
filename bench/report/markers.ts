// Parts of a document that a run writes anew: what is between two comments. All else is left as it is.

import { Failure } from "../../tools/lib/failure.mjs";

const begin = (name: string) => `<!-- bench: ${name} -->`;
const end = (name: string) => `<!-- end of bench: ${name} -->`;

/** The document with this between the markers of that name; a Failure when they are not there once each, in this order. */
export function replacePart(document: string, name: string, part: string): string {
  const [before, rest, ...more] = document.split(begin(name));
  const [, after, ...muchMore] = rest?.split(end(name)) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || muchMore.length > 0) {
    throw new Failure(`the document must have "${begin(name)}" once and then "${end(name)}" once`);
  }
  return `${before}${begin(name)}\n${part}\n${end(name)}${after}`;
}

/** The names of all parts, in their order. */
export function partsOf(document: string): string[] {
  return [...document.matchAll(/<!-- bench: (.+?) -->/g)].map(([, name = ""]) => name);
}
