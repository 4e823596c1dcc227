// What an adapter declares of cases: which of them are not run, and which are expected to fail.

/** Cases, and why they are listed. */
export interface Listed {
  /** The name of a case, or the beginning of names up to a dot: `tcp.`. */
  readonly case: string;
  readonly reason: string;
}

/** Why a case is listed, or undefined when it is not. */
export function reasonFor(list: readonly Listed[], name: string): string | undefined {
  return list.find((entry) => matches(entry, name))?.reason;
}

/** Throws for a list that would say nothing, or says it of no case: a case may have been renamed since. */
export function checkListed(list: readonly Listed[], field: string, adapter: string, names: readonly string[]): void {
  for (const entry of list) {
    const { case: wanted, reason } = entry;
    const where = `the adapter "${adapter}" lists ${JSON.stringify(wanted)} in \`${field}\``;
    if (!names.some((name) => matches(entry, name))) throw new Error(`${where}, but no case has that name`);
    if (typeof reason !== "string" || reason.trim() === "") throw new Error(`${where} without a reason`);
  }
}

/** What a listed case says when it passes. */
export function passesThoughListed(reason: string): string {
  return `it passes, but is listed as an expected failure (${reason}): remove it from the list`;
}

/** Makes a case pass when it fails, and fail when it passes. */
export function inverted(run: () => void | Promise<void>, reason: string): () => Promise<void> {
  return async () => {
    try {
      await run();
    } catch {
      return;
    }
    throw new Error(passesThoughListed(reason));
  };
}

function matches({ case: wanted }: Listed, name: string): boolean {
  return name === wanted || (wanted.endsWith(".") && name.startsWith(wanted));
}
