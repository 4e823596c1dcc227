// Runs in a copy of the tree whose spec has one kind more: the copy's suite, over the copy's core and over the module of the
// repository, which does not know the kind. Prints what came of it.

import { adapter } from "@pollio/koffi/adapter";
import { Interest, Readiness } from "../../../generated/core/flags.ts";
import { PollerError } from "../../../packages/core/src/arguments/errors.ts";
import { createModule } from "../../../packages/core/src/backend/module.ts";
import { ReadyEvents } from "../../../packages/core/src/poller/ready-events.ts";
import { opened } from "../../../packages/koffi/src/backend.ts";
import type { Adapter } from "../../src/adapter.ts";
import { suite } from "../../src/suite.ts";

async function failedCases(backend: Adapter, theme: string): Promise<string[]> {
  const cases: [string, () => void | Promise<void>][] = [];
  suite({ test: (name, fn) => cases.push([name, fn]), backend });
  const failed: string[] = [];
  for (const [name, fn] of cases.filter(([name]) => name.startsWith(theme))) {
    try {
      await fn();
    } catch {
      failed.push(name);
    }
  }
  return failed;
}

const exports = { ...createModule(opened), Interest, Readiness, PollerError, ReadyEvents };
const { EventKind, EventObject } = exports as unknown as {
  EventKind: Record<string, number>;
  EventObject: Record<string, (fd: number) => { encode(): number }>;
};
const exclusions = [
  {
    case: "lost-pollers.",
    reason: "koffi's watcher throws the PollerError of the core that koffi was built with, not the copy's",
  },
];
console.log(
  JSON.stringify({
    tag: EventKind.Timer,
    word: EventObject.timer?.(7).encode(),
    failed: await failedCases({ name: "copy", module: exports, exclusions } as unknown as Adapter, ""),
    failedWithoutIt: await failedCases(adapter, "encoding."),
  }),
);
