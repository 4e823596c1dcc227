// generated/core/flags.ts: flags, triggers and limits.

import { unstopped } from "../../../spec-tools/words.ts";
import type { PollerModel } from "../model/poller.ts";
import { constant, object, type Statement, texts, typeAlias } from "./typescript.ts";

export function flagsModule({ flags, triggers, limits }: PollerModel): Statement[] {
  const names = triggers.map((trigger) => trigger.name);
  const meanings = triggers.map(({ name, doc }) => `"${name}": ${unstopped(doc)}.`).join(" ");
  return [
    ...flags.map(({ name, doc, members }) => {
      const entries = members.map((member) => ({ key: member.name, value: `${member.value}`, doc: member.doc }));
      return constant(name, doc, `Object.freeze(${object(entries)} as const)`);
    }),
    typeAlias(
      "Trigger",
      `When readiness is reported. ${meanings}`,
      names.map((name) => JSON.stringify(name)).join(" | "),
    ),
    constant(
      "TRIGGERS",
      "The triggers, in the order of the spec.",
      `Object.freeze(${texts(names)})`,
      "readonly Trigger[]",
    ),
    constant(
      "LIMITS",
      "The limits: default, minimum and maximum.",
      `Object.freeze(${object(
        limits.map(({ name, doc, default: value, min, max }) => ({
          key: name,
          value: `Object.freeze({ default: ${value}, min: ${min}, max: ${max} } as const)`,
          doc,
        })),
      )} as const)`,
    ),
  ];
}
