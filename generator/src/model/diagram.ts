// What docs/architecture.md shows: what the spec holds, what is made of it, and what runs at a user's site.
import type { Model } from "./model.ts";

export interface Diagram {
  readonly files: readonly { readonly id: string; readonly name: string; readonly holds: string }[];
  /** Folders of generated/. */
  readonly folders: readonly string[];
  readonly backends: readonly { readonly id: string; readonly name: string }[];
  /** "Linux x64, arm64 or Darwin …". */
  readonly systems: string;
}

/** @param backends Their names. */
export function diagram(model: Model, backends: readonly string[], folders: readonly string[]): Diagram {
  const systems = model.platforms.map(({ title, architectures }) => `${title} ${processors(architectures)}`);
  return {
    files: specFiles(model).map((file, index) => ({ id: `spec${index}`, ...file })),
    folders,
    // "end" and the like are words of Mermaid's own, so that names are no ids.
    backends: backends.map((name, index) => ({ id: `backend${index}`, name })),
    systems: systems.join(" or "),
  };
}

function specFiles({ poller, kinds, platforms }: Model): { name: string; holds: string }[] {
  const methods = poller.interfaces.flatMap(({ members }) => members.filter(({ kind }) => kind === "method"));
  const tags = kinds.map(({ name, tag }) => `${name} ${tag}`);
  return [
    { name: "poller.yaml", holds: `the interface: ${methods.length} methods, ${poller.errors.length} errors` },
    { name: "event-kinds.yaml", holds: `EventKind: ${tags.length > 4 ? `${tags.length} kinds` : tags.join(", ")}` },
    ...platforms.map(({ file, architectures, calls, constants, errno }) => ({
      name: file.replace(/^spec\//, ""),
      holds: `${processors(architectures)}: ${calls.length} calls, ${constants.length + errno.length} constants, layouts`,
    })),
  ];
}

const processors = (architectures: Model["platforms"][number]["architectures"]): string =>
  architectures.map(({ name }) => name).join(", ");
