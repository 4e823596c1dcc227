// Made by pollio's generator from spec/event-kinds.yaml.
// Do not edit: change the spec and run `npm run generate`.

/** A kind that pollio has itself. */
export interface StandardKind {
  /** Its name in EventKind. */
  readonly name: string;
  /** Its tag. */
  readonly tag: number;
  /** What it is for. */
  readonly doc: string;
}

/** In the order of the spec. */
export const standardKinds: readonly StandardKind[] = [
  { name: "Server", tag: 1, doc: "A listening socket; readable means that a connection can be accepted." },
  { name: "Client", tag: 2, doc: "A connection; readable means that bytes or the end of the stream can be read." },
];
