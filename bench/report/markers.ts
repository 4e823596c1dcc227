// The parts of a document that a run rewrites, each between two comments.

import { Failure } from "../../tools/lib/failure.ts";

const begin = (name: string) => `<!-- bench: ${name} -->`;
const end = (name: string) => `<!-- end of bench: ${name} -->`;

/** Replaces the text between two markers; throws a Failure unless each occurs once, in order. */
export function replacePart(document: string, name: string, part: string): string {
  const [before, rest, ...more] = document.split(begin(name));
  const [, after, ...muchMore] = rest?.split(end(name)) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || muchMore.length > 0) {
    throw new Failure(`the document must contain "${begin(name)}" once, followed by "${end(name)}" once`);
  }
  return `${before}${begin(name)}\n${part}\n${end(name)}${after}`;
}

/** The names of all parts, in order. */
export function partsOf(document: string): string[] {
  return [...document.matchAll(/<!-- bench: (.+?) -->/g)].map(([, name = ""]) => name);
}
