// Words for messages: lists, values, and suggestions.

/** `a, b or c`. */
export function either(words: readonly string[]): string {
  return joined(words, "or");
}

/** `a, b and c`. */
export function conjunction(words: readonly string[]): string {
  return joined(words, "and");
}

function joined(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** A value of the spec, for a message. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map";
  return JSON.stringify(value) ?? "nothing";
}

/** `did you mean "x"?`, or all names if none is close. */
export function nearest(word: string, known: Iterable<string>): string {
  const names = [...known];
  let best: string | undefined;
  let least = Math.max(2, Math.ceil(word.length / 2)) + 1;
  for (const name of names) {
    const steps = distance(word.toLowerCase(), name.toLowerCase());
    if (steps < least) {
      best = name;
      least = steps;
    }
  }
  if (best !== undefined) return `did you mean "${best}"?`;
  return names.length === 0 ? "there are none" : `known names: ${names.join(", ")}`;
}

// A swap costs less than a replacement, so that u46 is closer to u64 than to u16.
const SWAP = 0.9;

/** The edit distance of two words, counting swaps of neighbours, computed one row at a time. */
function distance(from: string, to: string): number {
  let before: number[] = [];
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      const least = Math.min(row[j]! + 1, next[j - 1]! + 1, replaced);
      next.push(swapped ? Math.min(least, before[j - 2]! + SWAP) : least);
    }
    before = row;
    row = next;
  }
  return row[to.length]!;
}

/** A sentence without its full stop, so that more can follow. */
export function unstopped(text: string): string {
  return text.replace(/\.$/, "");
}
