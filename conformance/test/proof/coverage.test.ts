import { allCases, contract, SYSTEM_MEMBERS } from "@pollio/conformance";
import { adapter } from "@pollio/koffi/adapter";
import { describe, expect, test } from "vitest";
import { Recorder } from "../recorder.ts";
import { run } from "../run.ts";

const recorder = new Recorder();
const seenBy = new Map<string, ReadonlySet<string>>();
const exclusions = [
  {
    case: "ready-events.are-shown-by-console.log",
    reason: "console.log looks behind the recorder's proxies, whose private fields then are not its own",
  },
];
const outcome = run(
  { ...recorder.watch(adapter), exclusions },
  {
    before: () => recorder.seen.clear(),
    after: (name) => seenBy.set(name, new Set(recorder.seen)),
    witness: (token) => recorder.seen.add(token),
  },
);

/** For a run of all cases. */
const RUN_MS = 240_000;

/** Errors that no case can provoke, and why. */
const NOT_PROVOKED: Readonly<Record<string, string>> = {
  "add:ENOSPC": "takes all registrations that the user may have, some hundred thousand",
  "registerAll:ENOSPC": "as for add",
  "set:ENOSPC": "as for add",
  "add:ENOMEM": "takes all of the kernel's memory",
  "registerAll:ENOMEM": "as for add",
  "set:ENOMEM": "as for add",
  "events:EBADF": "as for waitAsync, which each step is",
  "events:EINVAL": "as for waitAsync, which each step is",
  "events:ELOOP": "as for waitAsync, which each step is",
  "events:EPERM": "as for waitAsync, which each step is",
  "OsPoller:ENOMEM": "as for add",
  "OsPoller:ENFILE": "takes all descriptors of the machine",
  "sys.readAll:-errno": "stores it among its results",
  "sys.writeAll:-errno": "as for sys.readAll",
  "waitAsync:ENOMEM": "as for add",
  "waitAsync:ENOSPC": "as for add",
  "waitAsync:EAGAIN": "takes a user without threads: packages/core/test/watchers/refused.ts",
  "waitAsync:EMFILE":
    "the backend of this test needs no descriptor for it; the case errors.waitAsync.no-descriptor-left is about the others",
  "waitAsync:ENFILE": "takes all descriptors of the machine",
  "waitAsync:ERR_WAIT_THREAD": "takes the death of a runtime's thread: packages/core/test/watchers/refused.ts",
  "listenTcp:ENFILE": "as for OsPoller",
  "connectTcp:ENFILE": "as for OsPoller",
  "bindUdp:ENFILE": "as for OsPoller",
  "listenTcp:EACCES": "the superuser, who may run this, is allowed everything",
  "connectTcp:EACCES": "as for listenTcp",
  "bindUdp:EACCES": "as for listenTcp",
  "connectTcp:ENETUNREACH": "depends on the routes of the machine",
  "ready:ENOMEM": "as for add",
  "readable:ENOMEM": "as for add",
  "writable:ENOMEM": "as for add",
  "watch:ENOMEM": "as for add",
  "ready:ENOSPC": "as for add",
  "readable:ENOSPC": "as for add",
  "writable:ENOSPC": "as for add",
  "watch:ENOSPC": "as for add",
  "ready:ENFILE": "as for OsPoller",
  "readable:ENFILE": "as for OsPoller",
  "writable:ENFILE": "as for OsPoller",
  "watch:ENFILE": "as for OsPoller",
  "OsPoller:ERR_NO_BACKEND": "comes from the package pollio, not from a backend: packages/pollio/test/choice.test.ts",
  "OsPoller:ERR_UNSUPPORTED_PLATFORM": "comes from other systems: packages/core/test/unsupported.test.ts",
};

/** The members of a poller and of its batch, and the functions. */
function raising(): readonly { readonly name: string; readonly errors: readonly string[] }[] {
  const batch = contract.interfaces.ReadyEvents!.map((member) => ({ ...member, name: `ReadyEvents.${member.name}` }));
  return [...contract.trait, ...contract.functions, ...batch];
}

/** Everything that the spec declares, as tokens for cases to claim. */
function declared(): string[] {
  const members = raising().flatMap(({ name, errors }) => [name, ...errors.map((code) => `${name}:${code}`)]);
  const calls = contract.syscalls.flatMap((name) => [
    `sys.${name}`,
    `sys.${name}:-errno`,
    `sys.${name}:ERR_INVALID_ARG_TYPE`,
  ]);
  return [...members, ...calls];
}

describe("the suite covers the contract", () => {
  test("all cases pass under the recorder", { timeout: RUN_MS }, async () => {
    const { failures, report } = await outcome;
    expect([...failures]).toEqual([]);
    expect(report.cases).toEqual([...seenBy.keys()]);
  });

  test("every export, member and syscall, and every error that can be provoked, is claimed by a case", async () => {
    const { report } = await outcome;
    expect(declared().length).toBeGreaterThan(130);
    const unclaimed = declared().filter((token) => report.covers[token] === undefined);
    expect(unclaimed.sort()).toEqual(Object.keys(NOT_PROVOKED).sort());
  });

  test("every case does what it claims", async () => {
    await outcome;
    const untrue: string[] = [];
    for (const { name, covers } of allCases) {
      const seen = seenBy.get(name);
      if (seen === undefined) continue;
      for (const token of covers) if (!seen.has(token)) untrue.push(`${name} claims ${token}`);
    }
    expect(untrue).toEqual([]);
  });

  test("the cases about the system are exactly those that use no part of a poller", async () => {
    await outcome;
    const ofSystem = new RegExp(`^(sys\\.|(${SYSTEM_MEMBERS.join("|")})\\b)`);
    const wrong = allCases.filter(({ name, about }) => {
      const seen = [...(seenBy.get(name) ?? [])];
      const usesSystemOnly = seen.length > 0 && seen.every((token) => ofSystem.test(token));
      // What is about constants calls nothing.
      return usesSystemOnly !== (about === "system" && seen.length > 0);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("the cases about waits for single descriptors are exactly those that claim and use them", async () => {
    await outcome;
    const ofDescriptors = (token: string) => /^(ready|readable|writable|watch|release)\b/.test(token);
    const wrong = allCases.filter(({ name, about, covers }) => {
      if (about !== "descriptors") return covers.some(ofDescriptors);
      const seen = [...(seenBy.get(name) ?? [])];
      return seen.length > 0 && !seen.some(ofDescriptors);
    });
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test("no export or member raises an error that the spec does not declare for it", async () => {
    await outcome;
    const undeclared = new Set<string>();
    for (const seen of seenBy.values()) {
      for (const { name, errors } of raising()) {
        for (const token of seen) {
          const [member, code] = token.split(":");
          if (member === name && code !== undefined && !errors.includes(code)) undeclared.add(token);
        }
      }
    }
    expect([...undeclared]).toEqual([]);
  });

  test("every error has the class that the spec declares", async () => {
    await outcome;
    expect([...new Set(recorder.wrongClasses)]).toEqual([]);
  });
});

describe("what is registered", () => {
  test("names are dotted and unique", () => {
    const names = allCases.map((entry) => entry.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+(\.[A-Za-z0-9_-]+)+$/);
  });

  test("a case that the adapter cannot support is listed with a reason and not registered", async () => {
    const { name, module } = adapter;
    const { report } = await run({ name, module }, { only: () => false });
    const needy = allCases.filter((entry) => entry.needs?.some((need) => need === "url" || need === "instrument"));
    const chosen = needy.filter((entry) => entry.when?.(module) ?? true).map((entry) => entry.name);
    expect(chosen.length).toBeGreaterThan(5);
    for (const entry of chosen) {
      expect(report.cases).not.toContain(entry);
      const reason = report.notProvable.find((other) => other.name === entry)?.reason;
      expect(reason, entry).toMatch(/the adapter has no/);
    }
  });

  test("a capability that is wrongly declared, or wrongly not declared, fails", async () => {
    const { capabilities } = adapter.module.backend;
    const flipped = {
      regularFiles: !capabilities.regularFiles,
      namedFifos: !capabilities.namedFifos,
      allocationFree: !capabilities.allocationFree,
      subMillisecondTimeouts: !capabilities.subMillisecondTimeouts,
      oneShotPerDirection: !capabilities.oneShotPerDirection,
      exclusive: !capabilities.exclusive,
      hangUpsAlone: !capabilities.hangUpsAlone,
    };
    const backend = { ...adapter.module.backend, capabilities: flipped };
    const { module } = adapter;
    const opposite = allCases.filter((entry) => entry.when?.({ ...module, backend }) && !entry.when(module));
    const names = opposite.map((entry) => entry.name);
    expect(names.length).toBe(7);
    const liar = { ...adapter, module: { ...module, backend } };
    const { failures } = await run(liar, { only: (name) => names.includes(name) });
    expect([...failures.keys()].sort()).toEqual(names.sort());
  });
});
