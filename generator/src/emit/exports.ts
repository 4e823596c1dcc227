// packages/<backend>/src/index.ts and packages/pollio/src/index.ts: the exports, each by itself, so that editors show what the spec says
// of it.
import { docComment } from "../../../spec-tools/doc-comments.ts";
import type { PollerModel } from "../model/poller.ts";
import { memberTags } from "./interfaces.ts";
import type { Statement } from "./typescript.ts";

const CORE = "@pollio/core";

/** Made by the backend; the other exports are core's, and the same in all backends. */
export function backendIndex(poller: PollerModel): Statement[] {
  const exported = ownExports(poller);
  const own = exported.filter(({ shared }) => !shared);
  const names = exported.flatMap(({ shared, name }) => (shared ? [name] : [])).sort();
  return [
    `import { createModule } from "${CORE}/backend";\nimport { opened } from "./backend.ts";`,
    // One entry of core's, because runtimes take long to find a second.
    `export type * from "${CORE}";\nexport { ${names.join(", ")} } from "${CORE}/backend";`,
    "const module = createModule(opened);",
    ...constants(own, "module"),
    "export type OsPoller = InstanceType<typeof OsPoller>;",
  ];
}

/** Those of the backend that was chosen. */
export function facadeIndex(poller: PollerModel): Statement[] {
  const generic = ["EventObject", "OsPoller", "ReadyEvents"];
  return [
    `import type * as core from "${CORE}";\nimport { chosen } from "./chosen.ts";`,
    `export type * from "${CORE}";\nexport type { BackendName } from "./backends.ts";\nexport { openBackend } from "./chosen.ts";`,
    ...constants(ownExports(poller), "chosen"),
    "export type EventKind = core.EventKind;",
    ...generic.map((name) => `export type ${name}<Kind extends number = EventKind> = core.${name}<Kind>;`),
    "export type PollerError = core.PollerError;",
  ];
}

interface Exported {
  readonly name: string;
  readonly doc: string;
  readonly tags: readonly string[];
  readonly shared: boolean;
}

/** Functions, classes and values; an entry such as EventObject.decode is part of another. */
function ownExports({ functions, exports, flags }: PollerModel): Exported[] {
  return [
    ...flags.map(({ name, doc }) => ({ name, doc, tags: [], shared: true })),
    ...exports
      .filter(({ name }) => !name.includes("."))
      .map((entry) => ({ ...entry, tags: memberTags(entry), shared: entry.shared === true })),
    ...functions.members.map((member) => ({ ...member, tags: memberTags(member), shared: false })),
  ];
}

function constants(exported: readonly Exported[], from: string): Statement[] {
  return exported.map(({ name, doc, tags }) => `${docComment(doc, tags)}export const ${name} = ${from}.${name};`);
}
