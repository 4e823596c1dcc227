// The tags of the existing module. Encoded words may contain them, so a tag is never given to another kind, and a kind never gets
// another tag.

import { type LoadedKinds, nextFree, type RetiredKind } from "./kinds-file.ts";
import { RETIRED } from "./marks.ts";

export interface PreviousKind {
  readonly name: string;
  readonly tag: number;
  readonly retired: boolean;
}

/** The kinds that a generated module declares, or undefined if they are not where they were written. */
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

/** Refuses what would change the meaning of an encoded word. `module` names the file of the previous kinds. */
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
    // One of pollio's own kinds, which the file keeps.
    else context.wrongKey(file, file.standard === undefined ? "kinds" : "standard", message);
  };
  for (const { name, tag, retired } of previous) {
    const same = entries.find((entry) => entry.name === name);
    const taker = entries.find((entry) => entry.tag === tag);
    const is = `${name} ${retired ? "had" : "has"} the tag ${tag} in ${module}`;
    const missing = `list ${name} as well, or move it to \`retired\``;
    if (same !== undefined && same.tag !== tag) {
      wrong(same, `${is} but ${same.tag} here; encoded words may contain the tag, so it must stay ${tag}`);
    } else if (same === undefined && taker !== undefined) {
      wrong(
        taker,
        `${is}, but ${taker.name} has it here; a tag is never reused: ${nextFree(file, used)}, and ${missing}`,
      );
    } else if (same === undefined && context.whole) {
      context.wrongKey(file, "kinds", `${is} but is missing here; ${missing}, so that its tag is never reused`);
    }
  }
}
