// The model as docs/api.md prints it: text that is safe in Markdown tables, and whole signatures.
import { either, unstopped } from "../../../spec-tools/words.ts";
import type { JsParam } from "./calls.ts";
import type { Model } from "./model.ts";
import type { MemberModel } from "./poller.ts";
import type { SysCall } from "./sys.ts";

interface Row {
  readonly name: string;
  readonly type: string;
  readonly doc: string;
}

export interface ReferenceCall {
  readonly name: string;
  readonly signature: string;
  readonly source: string;
  readonly doc: string;
  readonly params: readonly Row[];
  readonly returns: string;
}

/** The model for templates that are printed once for all operating systems, with table cells escaped. */
export function reference(model: Model) {
  const { encoding, kinds, poller, platforms, sys } = model;
  return {
    encoding,
    layout: wordLayout(model),
    kinds: kinds.map((kind) => ({ ...kind, example: 5 * encoding.scale + kind.tag, doc: cell(kind.doc) })),
    trait: poller.trait.name,
    functions: poller.functions.name,
    exports: poller.exports,
    facade: poller.facade,
    limits: poller.limits.map((limit) => ({ ...limit, doc: cell(limit.doc) })),
    flags: poller.flags,
    triggers: poller.triggers,
    errors: poller.errors.map((error) => ({ ...error, raisedBy: raisedBy(model, error.code), doc: cell(error.doc) })),
    interfaces: poller.interfaces.map((entry) => ({
      ...entry,
      heading: entry.generics === "" ? entry.name : `${entry.name}<${entry.generics}>`,
      members: entry.members.map(member),
    })),
    calls: sys.calls.filter(({ call }) => !call.internal).map(call),
    platforms: platforms.map((platform) => ({ ...platform, groups: groups(platform) })),
  };
}

function wordLayout({ encoding }: Model): readonly { bits: string; holds: string; highest: number }[] {
  const { tagBits, wordBits, generationBits, maxTag, maxDescriptor, maxGeneration } = encoding;
  return [
    { bits: `0–${tagBits - 1}`, holds: "the tag", highest: maxTag },
    { bits: `${tagBits}–${wordBits - 1}`, holds: "the descriptor", highest: maxDescriptor },
    {
      bits: `${wordBits}–${wordBits + generationBits - 1}`,
      holds: "the generation, only inside the kernel",
      highest: maxGeneration,
    },
  ];
}

function raisedBy({ poller }: Model, code: string): string {
  const all = [...poller.interfaces.flatMap(({ members }) => members), ...poller.exports, ...poller.facade];
  const raising = all.filter(({ errors }) => errors.some((error) => error.code === code));
  return raising.map(({ name }) => `\`${name}\``).join(", ");
}

function member(from: MemberModel) {
  const params = from.params.map((param) => {
    const optional = param.optional === true ? " (optional)" : "";
    return { name: param.name, type: `${param.type}${optional}`, doc: param.doc };
  });
  const [prefix, optional] =
    from.kind === "property" ? [from.mutable ? "" : "readonly ", from.optional ? "?" : ""] : ["", ""];
  return { ...from, params, signature: prefix + from.signature.replace(/^(\S+?)(?=[(:])/, `$1${optional}`) };
}

function call(entry: SysCall): ReferenceCall {
  const { name, params, source, doc, returns } = entry.call;
  const given = params.flatMap((param) => (param.given === undefined ? [] : { ...param, type: param.given }));
  const list = given.map((param) => `${param.name}${param.optional ? "?" : ""}: ${param.type}`);
  const where = entry.partial ? ` ${either(entry.on)} only; elsewhere \`-ENOSYS\`.` : "";
  return {
    name,
    signature: `${name}(${list.join(", ")}): number`,
    source,
    doc: doc + where,
    params: given.map((param) => ({ ...param, doc: limits(entry, param) })),
    returns: `${unstopped(returns)}, or \`-errno\`.`,
  };
}

/** A parameter's description and the values that the spec allows. */
function limits({ call: { syscall } }: SysCall, { name, doc }: Pick<JsParam, "name" | "doc">): string {
  const param = syscall.params.find((candidate) => candidate.name === name);
  const parts = [
    param?.oneOf === undefined ? "" : ` One of ${either(param.oneOf)}.`,
    param?.minBytes === undefined ? "" : ` At least ${param.minBytes} bytes.`,
    param?.default === undefined ? "" : ` Default ${param.default}.`,
  ];
  return doc + parts.join("");
}

/** Constants by header, as the spec groups them. */
function groups({ constants, errno }: Model["platforms"][number]) {
  const headers = new Map<string, { header: string; source: string; list: string }>();
  for (const { header, source, name, text } of [...constants, ...errno]) {
    const list = headers.get(header)?.list;
    const entry = `\`${name}\` ${text}`;
    headers.set(header, { header, source, list: list === undefined ? entry : `${list}, ${entry}` });
  }
  return [...headers.values()];
}

/** Escapes pipes, which would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
