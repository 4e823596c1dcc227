// The model as docs/api.md prints it: text that is safe in Markdown tables, and whole signatures.
import { either } from "../../../spec-tools/words.ts";
import type { JsParam } from "./calls.ts";
import type { Model } from "./model.ts";
import type { ErrorModel, InterfaceModel, MemberModel } from "./poller.ts";
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
  readonly example: string;
}

/** The model for templates that are printed once for all operating systems, with table cells escaped. */
export function reference(model: Model) {
  const { encoding, kinds, poller, platforms, sys } = model;
  const functions = poller.functions.members.map((entry) => member(entry, entry.name));
  const taken = new Set(functions.map(({ name }) => name.toLowerCase()));
  const exports = [...poller.exports, ...poller.facade].map((entry) => ({ ...entry, throws: throws(entry.errors) }));
  for (const { name } of exports) taken.add(name.toLowerCase());
  const interfaces = poller.interfaces
    .filter(({ name }) => name !== poller.functions.name)
    .map((entry) => {
      // Anchors have no capitals: those of `watch` and of what it returns must differ.
      const heading = taken.has(entry.name.toLowerCase()) ? `${entry.name} objects` : entry.name;
      const members = entry.members.map((each) => member(each, `${entry.name}${suffix(each.name)}`));
      const [properties, methods] = [members.filter(isProperty), members.filter((each) => !isProperty(each))];
      return { ...entry, heading, declared: declared(entry), properties, methods };
    });
  const calls = sys.calls.filter(({ call }) => !call.internal).map(call);
  const errors = poller.errors.map((error) => ({ ...error, raisedBy: raisedBy(model, error.code, interfaces) }));
  const chapters = [
    { title: "Exports", links: linksTo(exports.map(({ name }) => name)) },
    { title: "Functions", links: linksTo(functions.map(({ name }) => name)) },
    ...interfaces
      .filter(({ methods }) => methods.length > 0)
      .map(({ heading, methods }) => ({ title: heading, links: linksTo(methods.map(({ heading: title }) => title)) })),
  ];
  const plain = interfaces.filter(({ methods }) => methods.length === 0);
  return {
    encoding,
    layout: wordLayout(model),
    kinds: kinds.map((kind) => ({ ...kind, example: 5 * encoding.scale + kind.tag, doc: cell(kind.doc) })),
    contents: chapters.map(({ title, links }) => ({ title: link(title), links })),
    typeLinks: linksTo(plain.map(({ heading }) => heading)),
    errorLinks: linksTo(errors.map(({ code }) => code)),
    callLinks: linksTo(calls.map(({ name }) => `sys.${name}`)),
    facade: poller.facade.map(({ name }) => `\`${name}\``).join(", "),
    exports,
    functions,
    limits: poller.limits.map((limit) => ({ ...limit, doc: cell(limit.doc) })),
    flags: poller.flags,
    triggers: poller.triggers,
    errors,
    interfaces,
    calls,
    platforms: platforms.map((platform) => ({ ...platform, groups: groups(platform) })),
  };
}

/** The anchor that GitHub and most site generators give a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

function link(text: string, heading = text): string {
  return `[${text.replace(/[[\]]/g, "\\$&")}](#${anchor(heading)})`;
}

const linksTo = (headings: readonly string[]): string => headings.map((heading) => link(heading)).join(" · ");

/** `.add`, or `[Symbol.dispose]`. */
const suffix = (name: string): string => (name.startsWith("[") ? name : `.${name}`);

const isProperty = ({ kind }: Pick<MemberModel, "kind">): boolean => kind === "property";

function declared({ name, generics, extends: base }: InterfaceModel): string {
  return `interface ${name}${generics === "" ? "" : `<${generics}>`}${base === "" ? "" : ` extends ${base}`}`;
}

/** Links to the errors, in one line. */
function throws(errors: readonly ErrorModel[]): string {
  return errors.map(({ code }) => `[\`${code}\`](#${anchor(code)})`).join(", ");
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

/** What may throw it, as links; a property has no heading of its own. */
function raisedBy(
  { poller }: Model,
  code: string,
  interfaces: readonly { readonly heading: string; readonly properties: Members; readonly methods: Members }[],
): string {
  const raises = ({ errors }: { readonly errors: readonly ErrorModel[] }) =>
    errors.some((error) => error.code === code);
  return [
    ...[...poller.exports, ...poller.facade, ...poller.functions.members].filter(raises).map(({ name }) => link(name)),
    ...interfaces.flatMap(({ heading, properties, methods }) => [
      ...properties.filter(raises).map((each) => link(each.heading, heading)),
      ...methods.filter(raises).map((each) => link(each.heading)),
    ]),
  ].join(", ");
}

type Members = readonly ReturnType<typeof member>[];

function member(from: MemberModel, heading: string) {
  const params = from.params.map((param) => {
    const optional = param.optional === true ? " (optional)" : "";
    return { name: param.name, type: `${param.type}${optional}`, doc: param.doc };
  });
  const [prefix, optional] =
    from.kind === "property" ? [from.mutable ? "" : "readonly ", from.optional ? "?" : ""] : ["", ""];
  const signature = prefix + from.signature.replace(/^(\S+?)(?=[(:])/, `$1${optional}`);
  return { ...from, params, heading, signature, throws: throws(from.errors) };
}

function call(entry: SysCall): ReferenceCall {
  const { name, params, source, doc, returns, example } = entry.call;
  const given = params.flatMap((param) => (param.given === undefined ? [] : { ...param, type: param.given }));
  const list = given.map((param) => `${param.name}${param.optional ? "?" : ""}: ${param.type}`);
  const where = entry.partial ? ` ${either(entry.on)} only; elsewhere \`-ENOSYS\`.` : "";
  return {
    name,
    signature: `${name}(${list.join(", ")}): number`,
    source,
    doc: doc + where,
    params: given.map((param) => ({ ...param, doc: limits(entry, param) })),
    returns: `${returns.replace(/-errno$/, "`-errno`")}.`,
    example,
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
function groups({ constants, architectures, errno }: Model["platforms"][number]) {
  const headers = new Map<string, { header: string; source: string; list: string }>();
  for (const { header, source, name, text } of [...constants, ...byArchitecture(architectures), ...errno]) {
    const list = headers.get(header)?.list;
    const entry = `\`${name}\` ${text}`;
    headers.set(header, { header, source, list: list === undefined ? entry : `${list}, ${entry}` });
  }
  return [...headers.values()];
}

/** One entry for a constant that depends on the architecture, with its value on each. */
function byArchitecture(architectures: Model["platforms"][number]["architectures"]) {
  return (architectures[0]?.constants ?? []).map((constant, index) => {
    const values = architectures.map(({ name, constants }) => `${constants[index]!.text} on ${name}`);
    return { ...constant, text: either(values) };
  });
}

/** Escapes pipes, which would end the cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
