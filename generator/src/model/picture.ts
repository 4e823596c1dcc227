// What docs/architecture.md draws: the parts of the repository, counted.
import type { Model } from "./model.ts";

export interface Picture {
  readonly methods: number;
  readonly errors: number;
  readonly kinds: string;
  readonly platforms: readonly {
    readonly os: string;
    readonly file: string;
    readonly architectures: string;
    readonly calls: number;
    readonly constants: number;
  }[];
  readonly systems: string;
  readonly backends: readonly string[];
  /** Folders of generated/. */
  readonly folders: readonly string[];
}

/** More kinds than this are counted instead of named. */
const NAMED_KINDS = 4;

export function picture(model: Model, backends: readonly string[], folders: readonly string[]): Picture {
  const { poller, kinds } = model;
  const methods = poller.interfaces.flatMap(({ members }) => members.filter(({ kind }) => kind === "method"));
  const names = kinds.map(({ name, tag }) => `${name} ${tag}`);
  const platforms = model.platforms.map(({ os, title, file, architectures, calls, constants, errno }) => ({
    os,
    title,
    file: file.replace(/^spec\//, ""),
    architectures: architectures.map(({ name }) => name).join(", "),
    calls: calls.length,
    constants: constants.length + errno.length,
  }));
  return {
    methods: methods.length,
    errors: poller.errors.length,
    kinds: names.length > NAMED_KINDS ? `${names.length} kinds` : names.join(", "),
    platforms,
    systems: platforms.map(({ title, architectures }) => `${title} (${architectures})`).join(" or "),
    backends,
    folders,
  };
}
