// The tags of the module that is there already. They may be stored in encoded words, so that they are never given to another
// kind, and no kind is given another tag.

import { type LoadedKinds, nextFree, type RetiredKind } from "./kinds-file.ts";
import { RETIRED } from "./marks.ts";

export interface PreviousKind {
  readonly name: string;
  readonly tag: number;
  readonly retired: boolean;
}

/** The kinds that a module of ours declares, or undefined when they are not where they were put. */
export function kindsOfModule(text: string): PreviousKind[] | undefined {
  const lines = text.split(/\r?\n/);
  const start = lines.findIndex((line) => /\bEventKind = Object\.freeze\(\{/.test(line));
  const end = lines.findIndex((line, index) => index > start && line.startsWith("}"));
  if (start < 0 || end < 0) return undefined;
  return lines.slice(start + 1, end).flatMap((line): PreviousKind[] => {
    const [, retired, name, tag] = KIND.exec(line) ?? [];
    return name === undefined ? [] : [{ name, tag: Number(tag), retired: retired !== undefined }];
  });
}

const KIND = new RegExp(`^\\s*(?:(// )?(\\w+): (\\d+),(?: ${RETIRED})?)$`);

/** Refuses what would give an encoded word another meaning. `module` is where the previous kinds stand. */
export function checkPrevious(
  { file, kinds, context }: LoadedKinds,
  previous: readonly PreviousKind[],
  module: string,
): void {
  const own = [...file.kinds, ...kinds.retired];
  const entries = [...kinds.all, ...kinds.retired];
  const used = previous.map(({ tag }) => tag);
  const wrong = (entry: RetiredKind, message: string) => {
    if (own.includes(entry)) context.wrong(entry, "tag", message);
    // One of pollio's own, which is here because the file keeps them.
    else context.wrongKey(file, file.standard === undefined ? "kinds" : "standard", message);
  };
  for (const { name, tag, retired } of previous) {
    const same = entries.find((entry) => entry.name === name);
    const taker = entries.find((entry) => entry.tag === tag);
    const is = `${name} ${retired ? "had" : "has"} the tag ${tag} in ${module}`;
    const missing = `list ${name} too, or put it under \`retired\``;
    if (same !== undefined && same.tag !== tag) {
      wrong(
        same,
        `${is}, and ${same.tag} here; encoded words may hold a tag, so it is never changed: it must be ${tag}`,
      );
    } else if (same === undefined && taker !== undefined) {
      wrong(taker, `${is}, and ${taker.name} here; a tag is never used again: ${nextFree(file, used)}, and ${missing}`);
    } else if (same === undefined && context.whole) {
      context.wrongKey(file, "kinds", `${is}, and is not here; ${missing}, so that its tag is never used again`);
    }
  }
}
