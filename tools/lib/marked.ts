import { Failure } from "./failure.ts";

/** Replaces the lines between two marks, such as comments of a document; throws a Failure unless each occurs once, in order. */
export function replaceBetween(document: string, [begin, end]: readonly [string, string], text: string): string {
  const [before, rest, ...more] = document.split(begin);
  const [, after, ...muchMore] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length > 0 || muchMore.length > 0) {
    throw new Failure(`the document must contain "${begin}" once, followed by "${end}" once`);
  }
  return `${before}${begin}\n${text}\n${end}${after}`;
}
