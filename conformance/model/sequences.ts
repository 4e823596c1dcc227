// What a sequence is made of, and how random ones are made. An operation names descriptors by index, modulo what there is when it runs, so
// that a sequence stays one when any of its operations is taken out: that is how it is shrunk.

import fc from "fast-check";
import type { Trigger } from "./interest-list.ts";
import { MAKES, type Makes } from "./world.ts";

interface Registers {
  readonly interest: number;
  readonly trigger: Trigger;
  readonly exclusive: boolean;
  readonly kind: 1 | 2;
}

export type Op =
  | { readonly op: "make"; readonly what: Makes }
  | { readonly op: "connect" | "accept" | "dup" | "fill" | "drain" | "urgent" | "takeUrgent"; readonly slot: number }
  | { readonly op: "replace"; readonly slot: number; readonly to: number }
  | { readonly op: "close"; readonly slot: number; readonly abruptly: boolean }
  | { readonly op: "write" | "read"; readonly slot: number; readonly bytes: number }
  | { readonly op: "shut"; readonly slot: number; readonly how: "write" | "both" }
  | { readonly op: "abort" | "delete" | "release"; readonly slot: number }
  | ({ readonly op: "add" | "modify" | "set"; readonly slot: number } & Registers)
  | ({ readonly op: "registerAll"; readonly slots: readonly number[] } & Registers)
  | { readonly op: "deleteAll"; readonly slots: readonly number[] }
  | { readonly op: "readAll" | "writeAll"; readonly slots: readonly number[]; readonly bytes: number }
  | { readonly op: "wait"; readonly blocks: boolean }
  | { readonly op: "beginAsync"; readonly how: "wait" | "iterator" | "brief" }
  | { readonly op: "endAsync"; readonly how: "await" | "abort" }
  | { readonly op: "notify" | "wake" | "turn" | "pause" }
  | { readonly op: "ready" | "pend"; readonly slot: number; readonly interest: number }
  | { readonly op: "watch"; readonly slot: number; readonly interest: number; readonly trigger: Trigger }
  | { readonly op: "setWatch"; readonly watch: number; readonly interest: number }
  | { readonly op: "closeWatch"; readonly watch: number };

export interface Sequence {
  readonly maxEvents: number;
  readonly ops: readonly Op[];
}

const TRIGGERS: readonly Trigger[] = ["level", "edge", "oneshot", "edge-oneshot"];

const slot = fc.nat(15);
const slots = fc.array(slot, { minLength: 1, maxLength: 4 });
const interest = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(1, 2, 3) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 15 }) },
);
const trigger = fc.constantFrom(...TRIGGERS);
const exclusive = fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });
const registers = { interest, trigger, exclusive, kind: fc.constantFrom(1 as const, 2 as const) };

/** One kind of operation, and how often it comes up. */
type Weighted = { readonly weight: number; readonly arbitrary: fc.Arbitrary<Op> };

type Named<Name, One = Op> = One extends { readonly op: infer Names } ? (Name extends Names ? One : never) : never;

function often<Name extends Op["op"]>(
  weight: number,
  names: readonly Name[],
  fields: { [Key in Exclude<keyof Named<Name>, "op">]: fc.Arbitrary<Named<Name>[Key]> },
): Weighted {
  return { weight, arbitrary: fc.record({ op: fc.constantFrom(...names), ...fields }) as unknown as fc.Arbitrary<Op> };
}

const anyOp = (makes: readonly Makes[]): fc.Arbitrary<Op> =>
  fc.oneof(
    often(14, ["make"], { what: fc.constantFrom(...makes) }),
    often(6, ["connect", "accept"], { slot }),
    often(8, ["dup"], { slot }),
    often(3, ["replace"], { slot, to: slot }),
    often(10, ["close"], { slot, abruptly: fc.boolean() }),
    often(18, ["write"], { slot, bytes: fc.integer({ min: 1, max: 8 }) }),
    often(6, ["read"], { slot, bytes: fc.integer({ min: 1, max: 8 }) }),
    often(10, ["drain"], { slot }),
    often(6, ["readAll", "writeAll"], { slots, bytes: fc.integer({ min: 1, max: 8 }) }),
    often(3, ["fill"], { slot }),
    often(5, ["urgent", "takeUrgent"], { slot }),
    often(4, ["shut"], { slot, how: fc.constantFrom("write" as const, "both" as const) }),
    often(2, ["abort"], { slot }),
    often(22, ["add"], { slot, ...registers }),
    often(12, ["modify", "set"], { slot, ...registers }),
    often(6, ["delete"], { slot }),
    often(3, ["registerAll"], { slots, ...registers }),
    often(2, ["deleteAll"], { slots }),
    often(28, ["wait"], { blocks: fc.boolean() }),
    often(9, ["beginAsync"], { how: fc.constantFrom("wait" as const, "iterator" as const, "brief" as const) }),
    often(9, ["endAsync"], { how: fc.constantFrom("await" as const, "await" as const, "abort" as const) }),
    often(5, ["notify", "wake"], {}),
    often(6, ["ready"], { slot, interest }),
    often(4, ["pend"], { slot, interest }),
    often(5, ["watch"], { slot, interest, trigger }),
    often(2, ["setWatch"], { watch: fc.nat(3), interest }),
    often(1, ["closeWatch"], { watch: fc.nat(3) }),
    often(2, ["release"], { slot }),
    often(4, ["turn"], {}),
    often(4, ["pause"], {}),
  );

/** Sequences of descriptors that the system has. */
export function sequences(os: string): fc.Arbitrary<Sequence> {
  const portable: readonly Makes[] = ["pipe", "unix", "tcp", "udp", "listener"];
  const makes = os === "linux" ? MAKES : portable;
  return fc.record({
    maxEvents: fc.oneof({ weight: 3, arbitrary: fc.constant(64) }, { weight: 1, arbitrary: fc.constantFrom(1, 2, 3) }),
    ops: fc.array(anyOp(makes), { minLength: 4, maxLength: 48, size: "max" }),
  });
}
