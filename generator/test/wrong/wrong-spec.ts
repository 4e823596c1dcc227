// Wrong specs: one edit of the tests' spec each, and all that must be said of it. The mark § in what is put stands where the
// message must point, and is not written; with several messages there are as many marks, in the same order.
// {a>b} in a message is the number of the first line with b after a.

export interface WrongSpec {
  readonly name: string;
  readonly file: string;
  /** Replaced at its first place after `after`. */
  readonly find: string;
  readonly put: string;
  readonly after?: string;
  /** Another edit. */
  readonly also?: readonly [find: string, put: string];
  readonly says: readonly string[];
}

/** A list's entries for one file. */
export function wrongIn(file: string) {
  return (name: string, after: string, find: string, put: string, ...says: string[]): WrongSpec => ({
    name,
    file,
    after,
    find,
    put,
    says,
  });
}
