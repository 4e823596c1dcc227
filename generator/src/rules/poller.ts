// The trait, its interfaces, its errors, its flags and its limits.

import type { Context } from "../../../spec-tools/context.ts";
import { nearest, show } from "../../../spec-tools/words.ts";
import type { Interface, Poller } from "../schema/poller.ts";
import { reservedInJavaScript } from "./names.ts";

export function checkPoller(spec: Poller, context: Context): void {
  checkLimits(spec, context);
  checkFlags(spec, context);
  context.unique("trigger", spec.triggers, "name", "each trigger may appear once");
  context.unique("export", spec.exports, "name", "each export may appear once");
  context.unique("interface", spec.interfaces, "name", "each interface may appear once");
  context.unique("error", spec.errors, "code", "each error may appear once");
  for (const entry of spec.interfaces) checkInterface(entry, context);
  checkErrors(spec, context);
  checkTrait(spec, context);
}

function checkLimits(spec: Poller, context: Context): void {
  context.unique("limit", spec.limits, "name", "each limit may appear once");
  for (const limit of spec.limits) {
    const { min, max, default: value } = limit;
    if (min > max) context.wrong(limit, "min", `min ${min} of ${limit.name} is above its max ${max}; it must be below`);
    else if (value < min || value > max) {
      context.wrong(limit, "default", `default ${value} of ${limit.name} is outside; it must be from ${min} to ${max}`);
    }
  }
}

function checkFlags(spec: Poller, context: Context): void {
  context.unique("set of flags", spec.flags, "name", "each set may appear once");
  for (const { name, members } of spec.flags) {
    context.unique(`${name} flag`, members, "name", "each flag may appear once");
    context.unique(`${name} value`, members, "value", "each flag needs a bit of its own");
    for (const member of members) {
      const { value } = member;
      if ((value & (value - 1)) === 0) continue;
      const message = `the value ${value} of ${name}.${member.name} is not a power of two; a flag is one bit, such as ${2 ** Math.round(Math.log2(value))}`;
      context.wrong(member, "value", message);
    }
  }
}

function checkInterface(entry: Interface, context: Context): void {
  const members = [...(entry.properties ?? []), ...(entry.methods ?? [])];
  context.unique(`${entry.name} member`, members, "name", "each member may appear once");
  for (const method of entry.methods ?? []) {
    const params = method.params ?? [];
    context.unique(`${method.name} parameter`, params, "name", "each parameter needs a name of its own");
    params.forEach((param, index) => {
      if (reservedInJavaScript(param.name)) {
        const message = `the parameter "${param.name}" of ${method.name} is a reserved word of JavaScript; choose another name`;
        context.wrong(param, "name", message);
      }
      if (index > 0 && params[index - 1]!.optional === true && param.optional !== true) {
        const message = `the parameter "${param.name}" of ${method.name} follows an optional one; it must be optional too, or stand before it`;
        context.wrong(param, "name", message);
      }
    });
  }
}

function checkErrors(spec: Poller, context: Context): void {
  const codes = spec.errors.map((error) => error.code);
  const raised = new Set<string>();
  const check = (name: string, errors: readonly string[] = []) => {
    errors.forEach((code, index) => {
      raised.add(code);
      if (errors.indexOf(code) !== index) {
        context.wrong(errors, index, `${name} lists the error "${code}" twice; once is enough`);
      }
      if (codes.includes(code) || !context.whole) return;
      const message = `${name} raises ${show(code)}, which is not in errors; ${nearest(code, codes)}`;
      context.wrong(errors, index, message);
    });
  };
  for (const { name, properties = [], methods = [] } of spec.interfaces) {
    for (const member of [...properties, ...methods]) check(`${name}.${member.name}`, member.errors);
  }
  for (const { name, errors } of [...spec.exports, ...(spec.facade ?? [])]) check(name, errors);
  if (!context.whole) return;
  for (const error of spec.errors) {
    if (raised.has(error.code)) continue;
    const message = `nothing raises the error "${error.code}"; list it in errors of a method, a property or an export, or remove it`;
    context.wrong(error, "code", message);
  }
}

function checkTrait(spec: Poller, context: Context): void {
  const names = spec.interfaces.map((entry) => entry.name);
  if (!context.whole) return;
  if (!names.includes(spec.trait)) {
    const message = `the trait "${spec.trait}" is not one of the interfaces; ${nearest(spec.trait, names)}`;
    context.wrong(spec, "trait", message);
  }
  if (!names.includes(spec.functions)) {
    const message = `functions is "${spec.functions}", which is not one of the interfaces; ${nearest(spec.functions, names)}`;
    context.wrong(spec, "functions", message);
  }
}
