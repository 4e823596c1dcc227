// The calls of all operating systems together, which every backend must offer on each of them.
import type { Call } from "./calls.ts";
import type { PlatformModel } from "./platforms.ts";

export interface SysCall {
  readonly call: Call;
  /** The operating systems that have it. */
  readonly on: readonly string[];
  /** Whether another one lacks it, and returns -ENOSYS. */
  readonly partial: boolean;
  /** The values of each parameter's `oneOf`, by operating system. */
  readonly allowed: ReadonlyMap<string, readonly AllowedValues[]>;
}

export interface AllowedValues {
  readonly os: string;
  readonly names: readonly string[];
  readonly values: readonly number[];
}

export interface SysModel {
  readonly files: readonly string[];
  readonly systems: readonly System[];
  readonly calls: readonly SysCall[];
}

export interface System {
  readonly os: string;
  readonly title: string;
  /** What a public call that it lacks answers, negated; the rules see that it is there. */
  readonly enosys: number;
}

export function sysModel(platforms: readonly PlatformModel[]): SysModel {
  const names = new Map<string, SysCall>();
  for (const platform of platforms) {
    for (const call of platform.calls) {
      if (call.auxiliary || names.has(call.name)) continue;
      const having = platforms.filter((other) => other.calls.some((candidate) => candidate.name === call.name));
      names.set(call.name, {
        call,
        on: having.map((other) => other.title),
        partial: having.length < platforms.length,
        allowed: allowedValues(call.name, having),
      });
    }
  }
  const systems = platforms.map(({ os, title, errno }) => {
    return { os, title, enosys: errno.find(({ name }) => name === "ENOSYS")?.value ?? 0 };
  });
  return { files: platforms.map((platform) => platform.file), systems, calls: [...names.values()] };
}

function allowedValues(name: string, platforms: readonly PlatformModel[]): Map<string, AllowedValues[]> {
  const all = new Map<string, AllowedValues[]>();
  for (const { os, calls, constants } of platforms) {
    const call = calls.find((candidate) => candidate.name === name)!;
    for (const param of call.syscall.params) {
      if (param.oneOf === undefined) continue;
      const values = param.oneOf.map((word) => constants.find((constant) => constant.name === word)!.value);
      all.set(param.name, [...(all.get(param.name) ?? []), { os, names: param.oneOf, values }]);
    }
  }
  return all;
}
