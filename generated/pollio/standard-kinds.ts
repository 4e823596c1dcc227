// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** A built-in kind of pollio. */
export interface StandardKind {
  /** Its name in EventKind. */
  readonly name: string;
  /** Its tag. */
  readonly tag: number;
  /** What it is for. */
  readonly doc: string;
}

/** The built-in kinds, in the order of the spec. */
export const standardKinds: readonly StandardKind[] = [
  { name: "Server", tag: 1, doc: "A listening socket; it is readable when a connection can be accepted." },
  { name: "Client", tag: 2, doc: "A connection; it is readable when bytes or the end of the stream can be read." },
];
