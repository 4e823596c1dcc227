// The parts of a document that a run rewrites, each between two comments.

import { replaceBetween } from "../../tools/lib/marked.ts";

const begin = (name: string) => `<!-- bench: ${name} -->`;
const end = (name: string) => `<!-- end of bench: ${name} -->`;

/** Replaces the text between two markers; throws a Failure unless each occurs once, in order. */
export const replacePart = (document: string, name: string, part: string) =>
  replaceBetween(document, [begin(name), end(name)], part);

/** The names of all parts, in order. */
export function partsOf(document: string): string[] {
  return [...document.matchAll(/<!-- bench: (.+?) -->/g)].map(([, name = ""]) => name);
}
