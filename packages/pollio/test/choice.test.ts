// The choice over tables and packages that are made up.

import { PollerError } from "@pollio/core";
import { expect, test, vi } from "vitest";
import { BACKENDS as packages } from "../../../tools/lib/backends.ts";
import { BACKENDS, type BackendName, ORDER, type RuntimeName } from "../src/backends.ts";
import { choose, open } from "../src/choice.ts";
import type { Surroundings } from "../src/trial.ts";

/** What a package is here: its exports, or what its import throws. */
type Package = object | Error;

const notInstalled = (name: string) =>
  Object.assign(new Error(`Cannot find module '${name}'`), { code: "MODULE_NOT_FOUND" });

function working(name: string, os = "linux"): object {
  return { backend: { name, os }, OsPoller: class {} };
}

function surroundings(packages: Record<string, Package>, runtime: RuntimeName = "node", version = "20.19.0") {
  const load = vi.fn((name: string) => {
    const found = packages[name] ?? notInstalled(name);
    if (found instanceof Error) throw found;
    return found;
  });
  const host = { runtime, version, os: "linux", arch: "x64" };
  return { backends: BACKENDS, order: ORDER, host, load } satisfies Surroundings;
}

const all = Object.fromEntries(
  Object.entries(BACKENDS).map(([name, known]) => [known.package, working(name)]),
) as Record<string, object>;

/** The row of a backend in the list of an error. */
const row = (name: string, words: string): string =>
  `  ${name.padEnd(Math.max(...Object.keys(BACKENDS).map(({ length }) => length)) + 2)}${words}`;

function thrownBy(use: () => unknown): PollerError & { cause?: unknown } {
  try {
    use();
  } catch (error) {
    expect(error).toBeInstanceOf(PollerError);
    return error as PollerError;
  }
  return expect.unreachable("it must throw");
}

test.each<[RuntimeName, string, string]>([
  ["node", "20.19.0", "napi"],
  ["node", "26.1.0", "napi"],
  ["bun", "1.2.0", "bun"],
  ["deno", "2.1.0", "deno"],
])("under %s %s the first of its row is taken: %s", (runtime, version, name) => {
  expect(choose(surroundings(all, runtime, version), undefined).backend.name).toBe(name);
});

test("only the chosen backend is loaded", () => {
  const around = surroundings(all);
  choose(around, undefined);
  expect(around.load.mock.calls).toEqual([["@pollio/napi"]]);
});

test.each(ORDER)("under $runtime $from, $backends are tried in this order", ({ runtime, from, backends }) => {
  for (const version of [`${from}.0.0`, `${from}.19.1`]) {
    const around = surroundings({}, runtime, version);
    choose(around, undefined);
    expect(around.load.mock.calls.flat()).toEqual(backends.map((name) => BACKENDS[name].package));
  }
});

test("each backend is tried in the runtimes that its own tests run under", () => {
  const names = packages.map(({ name }) => name);
  expect(names.sort()).toEqual(Object.keys(BACKENDS).sort());
  for (const { name, runtimes } of packages) {
    for (const runtime of runtimes) {
      const [, kind = "", major = "20"] = /^(\D+)(\d*)/.exec(runtime)!;
      const around = surroundings({}, kind as RuntimeName, `${major || 20}.0.0`);
      choose(around, undefined);
      expect(around.load.mock.calls.flat(), runtime).toContain(BACKENDS[name as BackendName].package);
    }
  }
});

test("a backend that cannot be loaded is skipped for the next one", () => {
  const around = surroundings({ ...all, "@pollio/napi": new Error("no addon for this libc") });
  expect(choose(around, undefined).backend.name).toBe("koffi");
});

test("in a bundle, where nothing can be found, the reason says what to do about the bundle", () => {
  const { message } = thrownBy(() => new (choose({ ...surroundings({}), inBundle: () => true }, undefined).OsPoller)());
  const fix = "fix: declare pollio external to the bundler and install it where the bundle runs";
  expect(message).toContain(row("napi", `does not work: @pollio/napi is not in this bundle; ${fix}`));
});

test("a file that Node's permission model keeps from being read is named", () => {
  const denied = Object.assign(new Error("Use --allow-fs-read."), { code: "ERR_ACCESS_DENIED", resource: "/a/b.json" });
  const { message } = thrownBy(() => new (choose(surroundings({ "@pollio/napi": denied }), undefined).OsPoller)());
  expect(message).toContain(`${row("napi", "does not work: Use --allow-fs-read. (/a/b.json)")}\n`);
});

test("if none works, the import succeeds and the first use throws the list", () => {
  const around = surroundings({ "@pollio/napi": new Error("tried a.node: no such file\ntried b.node: wrong libc") });
  const { OsPoller, sys, errno, wake, withKinds, EventObject, backend } = choose(around, undefined);
  expect(backend).toMatchObject({ name: "none", os: "linux", arch: "x64" });
  expect(EventObject.client(7).encode()).toBe(7 * 256 + 2);
  const uses = [
    () => new OsPoller(),
    () => sys.close(0),
    () => errno.EAGAIN,
    () => wake(null as never),
    () => new (withKinds({ Own: 64 }).OsPoller)(),
  ];
  for (const use of uses) {
    expect(thrownBy(use)).toMatchObject({
      code: "ERR_NO_BACKEND",
      cause: { message: expect.stringMatching("a.node") },
    });
  }
  const tried = ORDER.at(-1)!.backends;
  const others = (Object.keys(BACKENDS) as BackendName[]).filter((name) => !tried.includes(name));
  const missing = (name: BackendName) => {
    const { package: own } = BACKENDS[name];
    if (tried.includes(name)) return row(name, `does not work: ${own} is not installed; fix: npm install ${own}`);
    const { runtime, from } = ORDER.find(({ backends }) => backends.includes(name))!;
    const where = `${runtime[0]!.toUpperCase()}${runtime.slice(1)}${from > 0 ? ` ${from} and newer` : ""}`;
    return row(name, `does not work: it is for ${where}, but this is Node 20.19.0`);
  };
  expect(thrownBy(uses[0]!).message).toBe(
    [
      "ERR_NO_BACKEND: no backend works in Node 20.19.0 on linux x64:",
      row("napi", "does not work: tried a.node: no such file"),
      row("", "tried b.node: wrong libc"),
      ...[...tried.slice(1), ...others].map(missing),
      "for details, run: npx pollio doctor",
    ].join("\n"),
  );
});

test("a named backend is chosen although another one comes first", () => {
  expect(choose(surroundings(all), "koffi").backend.name).toBe("koffi");
  expect(open(surroundings(all), "koffi").backend.name).toBe("koffi");
});

test("an empty POLLIO_BACKEND chooses nothing", () => {
  expect(choose(surroundings(all), "").backend.name).toBe("napi");
});

test("a named backend that does not work is an error at the first use and never replaced by another", () => {
  const around = surroundings({ ...all, "@pollio/koffi": notInstalled("@pollio/koffi") });
  const { OsPoller } = choose(around, "koffi");
  const { code, message } = thrownBy(() => new OsPoller());
  expect(code).toBe("ERR_NO_BACKEND");
  expect(message).toContain(
    'POLLIO_BACKEND names the backend "koffi", which does not work in Node 20.19.0 on linux x64',
  );
  const rows = [row("napi", "works"), row("koffi", "does not work: @pollio/koffi is not installed")];
  expect(message).toContain(rows.join("\n"));
});

test("openBackend throws at once, with the failure of the named backend as its cause", () => {
  const broken = new Error("its library is gone");
  const around = surroundings({ "@pollio/napi": new Error("no addon"), "@pollio/koffi": broken });
  const error = thrownBy(() => open(around, "koffi"));
  expect(error.code).toBe("ERR_NO_BACKEND");
  expect(error.cause).toBe(broken);
});

test("a backend for another runtime is not loaded, and the error says which runtime it is for", () => {
  const around = surroundings(all);
  const { message } = thrownBy(() => open(around, "bun"));
  expect(message).toContain('openBackend names the backend "bun", which does not work in Node 20.19.0 on linux x64');
  expect(message).toContain(row("bun", "does not work: it is for Bun, but this is Node 20.19.0"));
  expect(around.load.mock.calls.flat()).not.toContain("@pollio/bun");
});

test.each(["epoll", "toString", " napi", 7, undefined, null])(
  "%s is an unknown backend, and the error lists the known ones",
  (name) => {
    const { code, message } = thrownBy(() => open(surroundings(all), name as never));
    expect(code).toBe("ERR_UNKNOWN_BACKEND");
    for (const known of Object.keys(BACKENDS)) expect(message).toContain(`\n  ${known}  `.trimEnd());
  },
);

test("an unknown POLLIO_BACKEND is an error at the first use", () => {
  const { OsPoller } = choose(surroundings(all), "kofi");
  expect(thrownBy(() => new OsPoller()).message).toContain('POLLIO_BACKEND names the unknown backend "kofi"');
});

test("a backend that can be imported on a system it does not support is skipped, with its own reason", () => {
  class OsPoller {
    constructor() {
      throw new PollerError("ERR_UNSUPPORTED_PLATFORM", "pollio does not support sunos on x64");
    }
  }
  const strange = { backend: { name: "napi", os: "unsupported" }, OsPoller };
  expect(choose(surroundings({ ...all, "@pollio/napi": strange }), undefined).backend.name).toBe("koffi");
  const none = choose(surroundings({ "@pollio/napi": strange }), undefined);
  expect(thrownBy(() => new none.OsPoller()).message).toContain("does not support sunos on x64");
});

test("a package with a missing dependency is not reported as missing itself", () => {
  const around = surroundings({ "@pollio/napi": notInstalled("@pollio/core") });
  const { message } = thrownBy(() => new (choose(around, undefined).OsPoller)());
  expect(message).toContain(row("napi", "does not work: Cannot find module '@pollio/core'"));
});

test("each backend in the order is known, and each known backend is for some runtime", () => {
  const ordered = new Set(ORDER.flatMap(({ backends }) => backends));
  expect([...ordered].sort()).toEqual(Object.keys(BACKENDS).sort());
});
