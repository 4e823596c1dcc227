import { describe, expect, test } from "vitest";
import { parseWithout } from "../checks/without.ts";
import { BACKENDS } from "../lib/backends.ts";
import { startOptions } from "../start/main.ts";

const names = BACKENDS.map(({ name }) => name).join(", ");

describe("npm start", () => {
  test("serves 200 connections for each backend on a free loopback port by default", () => {
    expect(startOptions([])).toEqual({ connections: 200, host: "127.0.0.1", port: 0 });
    expect(startOptions(["--serve"])).toMatchObject({ serve: true, port: 7000 });
    expect(startOptions(["--serve", "--backend", "koffi", "--port", "7001"])).toMatchObject({
      backend: "koffi",
      port: 7001,
    });
  });

  test.each([
    [["--backend", "rust"], `--backend takes one of ${names}, not 'rust'`],
    [["--connections", "0"], "--connections takes an integer from 1 to 10000, not '0'"],
    [["--connections", "1e3"], "--connections takes an integer from 1 to 10000, not '1e3'"],
    [["--port", "65536"], "--port takes an integer from 0 to 65535, not '65536'"],
    [["--port"], "'npm start -- --help' lists the options"],
    [["--sevre"], "--sevre"],
    [["koffi"], "too many arguments"],
    [["--serve", "--json"], "use one of the two"],
  ])("%j is rejected with a helpful message", (args, message) => {
    expect(() => startOptions(args)).toThrow(
      expect.objectContaining({ exitCode: 2, message: expect.stringContaining(message) }),
    );
  });
});

describe("POLLIO_WITHOUT", () => {
  test("takes names separated by commas or spaces", () => {
    expect(parseWithout(undefined)).toEqual(new Set());
    expect(parseWithout("")).toEqual(new Set());
    expect(parseWithout("bun, napi")).toEqual(new Set(["bun", "napi"]));
    expect(parseWithout("deno node26")).toEqual(new Set(["deno", "node26"]));
  });

  test.each(["buns", "bun,node", "BUN", "koffi"])("the unknown name in '%s' is an error", (value) => {
    expect(() => parseWithout(value)).toThrow(/POLLIO_WITHOUT takes bun, deno, node26, napi, abi, arm64/);
  });
});
