// One operating system as the templates of one backend receive it. All decisions are made here; templates only loop and print.
import type { TypeNames } from "../schema/templates.ts";
import { type Argument, type Call, DIRECT_ARGUMENTS, type JsParam } from "./calls.ts";
import type { PlatformModel } from "./platforms.ts";
import type { SysModel } from "./sys.ts";

export interface TableArgument extends Argument {
  /** The backend's word for the type. */
  readonly type: string;
  /** That word and the name, as a C declaration. */
  readonly declaration: string;
  /** The C type and the name, as a C declaration. */
  readonly cDeclaration: string;
  readonly isBlock: boolean;
  readonly isWindow: boolean;
  /** The positions of JavaScript's offset and length among the arguments, or -1. */
  readonly offsetIndex: number;
  readonly lengthIndex: number;
}

export interface TableCall {
  readonly name: string;
  /** The name in the style of a C++ type. */
  readonly typeName: string;
  readonly header: string;
  readonly source: string;
  /** The C library's function, and the number before its arguments if that is `syscall`. */
  readonly symbol: string;
  readonly number: number | null;
  /** The architectures on which it is made directly. */
  readonly direct: readonly Direct[];
  /** The arguments of a direct call, padded with zeros. */
  readonly directArgs: readonly TableArgument[];
  readonly binds: boolean;
  readonly given: readonly JsParam[];
  readonly params: readonly JsParam[];
  /** How many arguments the addon's functions receive; at least 1, because C++ has no empty arrays. */
  readonly givenCount: number;
  readonly count: number;
  readonly args: readonly TableArgument[];
  readonly boundArgs: readonly TableArgument[];
  readonly boundBlocks: readonly TableArgument[];
  /** Memory of the caller's, whole or in part. */
  readonly arrays: readonly TableArgument[];
  readonly cell: TableArgument | null;
  /** For backends without variadic calls, on an architecture that passes variadic arguments differently. */
  readonly padded: Padded | null;
  /** The vectored call to use instead, for backends that cannot point into an array. */
  readonly vectored: { readonly name: string; readonly args: readonly TableArgument[] } | null;
}

export interface Direct {
  readonly architecture: string;
  /** The macro that C compilers define there. */
  readonly macro: string;
  readonly number: number;
}

export interface Padded {
  /** The architecture that needs it. */
  readonly architecture: string;
  readonly args: readonly TableArgument[];
}

export interface Table extends Omit<PlatformModel, "calls"> {
  readonly result: string;
  /** The functions of the C library that are called. */
  readonly functions: readonly TableCall[];
  readonly calls: readonly TableCall[];
  /** The calls that are made directly on some architecture. */
  readonly direct: readonly TableCall[];
  /** The calls that are made by number. */
  readonly numbered: readonly TableCall[];
}

export function buildTable(
  platform: PlatformModel,
  sys: SysModel,
  types: TypeNames | undefined,
  pointsIntoArrays: boolean,
): Table {
  const typed = (argument: Argument) => {
    const { form, paramType, abi } = argument;
    const word = form === "address" ? types?.address : (types?.[paramType] ?? types?.[abi]);
    return { ...argument, type: word ?? "" };
  };
  const all = platform.calls.map((call) => tableCall(call, platform, typed, pointsIntoArrays));
  const own = new Map(all.map((call) => [call.name, call]));
  const wanted = sys.calls.map(({ call }) => call);
  const needed = new Set(all.flatMap((call) => (call.vectored === null ? [] : [call.vectored.name])));
  return {
    ...platform,
    result: types?.result ?? types?.i32 ?? "",
    functions: platform.calls
      .filter((call) => !call.auxiliary || needed.has(call.name))
      .map(({ name }) => own.get(name)!),
    calls: wanted.flatMap((call) => own.get(call.name) ?? []),
    direct: all.filter((call) => call.direct.length > 0),
    numbered: all.filter((call) => call.number !== null),
  };
}

type Typed = (argument: Argument) => Argument & { readonly type: string };

function tableCall(call: Call, platform: PlatformModel, typed: Typed, pointsIntoArrays: boolean): TableCall {
  const { name, header, source, symbol, binds, given, params } = call;
  const offsetIndex = params.findIndex((param) => param.name === "offset" && call.args.some(isWindow));
  const place = { offsetIndex, lengthIndex: offsetIndex < 0 ? -1 : offsetIndex + 1 };
  const vectored = pointsIntoArrays ? undefined : call.syscall.vectored;
  const byAddress = !pointsIntoArrays && vectored === undefined;
  const complete = (argument: Argument): TableArgument => {
    const full = typed(byAddress && isWindow(argument) ? { ...argument, form: "address" } : argument);
    const { type, c, name, form } = full;
    const declarations = { declaration: declare(type, name), cDeclaration: declare(c, name) };
    // A bound call's first argument is the number of its bound arguments.
    const index = binds && !argument.bound && full.index >= 0 ? full.index + 1 : full.index;
    return { ...full, ...declarations, ...place, index, isBlock: form === "block", isWindow: form === "window" };
  };
  const args = call.args.map(complete);
  const boundArgs = args.filter((argument) => argument.bound);
  const boundBlocks = boundArgs.filter((argument) => argument.form === "block");
  return {
    name,
    typeName: name.replaceAll(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    header,
    source,
    symbol,
    number: call.number ?? null,
    direct: call.direct.map((entry) => ({
      ...entry,
      macro: platform.architectures.find(({ name }) => name === entry.architecture)!.macro,
    })),
    binds,
    given,
    params,
    givenCount: Math.max(1, given.length),
    count: Math.max(1, params.length + (binds ? 1 : 0)),
    args,
    directArgs: [...args, ...zeros(DIRECT_ARGUMENTS - call.args.length, call).map(complete)],
    // In the order in which JavaScript passes them.
    boundArgs: [...boundArgs].sort((a, b) => a.index - b.index),
    boundBlocks,
    arrays: args.filter(({ form }) => form === "bytes" || form === "window"),
    cell: args.find((argument) => argument.form === "cell") ?? null,
    padded: padded(call, platform, complete),
    vectored:
      vectored === undefined
        ? null
        : { name: vectored, args: vectoredArgs(call, vectored, platform.calls).map(complete) },
  };
}

function isWindow(argument: Argument): boolean {
  return argument.form === "window";
}

function declare(type: string, name: string): string {
  return type.endsWith("*") ? `${type}${name}` : `${type} ${name}`;
}

/** The arguments of readv instead of read: the same up to the window, then one iovec. */
function vectoredArgs(call: Call, vectored: string, all: readonly Call[]): Argument[] {
  const target = all.find((candidate) => candidate.name === vectored)!;
  const window = call.args.find(isWindow)!;
  const before = call.args.slice(0, call.args.indexOf(window));
  const [vector, count] = target.args.slice(before.length);
  return [...before, { ...vector!, form: "vector", name: window.name }, { ...count!, form: "one" }];
}

/** Zeros between the fixed and the variadic arguments, until all registers are full. */
function padded(
  call: Call,
  { architectures }: PlatformModel,
  complete: (argument: Argument) => TableArgument,
): Padded | null {
  const architecture = architectures.find(({ variadicsAfter }) => variadicsAfter !== undefined);
  const fixed = call.args.filter((argument) => !argument.variadic);
  if (architecture === undefined || fixed.length === call.args.length) return null;
  const filling = zeros(architecture.variadicsAfter! - fixed.length, call);
  const variadic = call.args.slice(fixed.length);
  return { architecture: architecture.name, args: [...fixed, ...filling, ...variadic].map(complete) };
}

function zeros(count: number, { args: [first] }: Call): Argument[] {
  if (first === undefined || count <= 0) return [];
  return new Array<Argument>(count).fill({
    ...first,
    form: "zero",
    name: "0",
    paramType: "int",
    abi: "i32",
    bound: false,
  });
}
