import assert from "node:assert/strict";
import type { Case } from "../case.ts";

/** What a backend exports, besides what the other themes use. */
export const moduleExports: readonly Case[] = [
  {
    name: "exports.names",
    covers: [],
    run({ module }) {
      const classes = ["EventObject", "OsPoller", "ReadyEvents", "PollerError"] as const;
      const calls = [
        "wake",
        "listenTcp",
        "connectTcp",
        "bindUdp",
        "accept",
        "localAddress",
        "remoteAddress",
        "encodeAddress",
        "decodeAddress",
        "socketError",
        "errnoName",
        "readinessNames",
        "pipe",
        "socketPair",
        "withKinds",
      ] as const;
      for (const name of [...classes, ...calls]) assert.equal(typeof module[name], "function", name);
      for (const name of ["EventKind", "Interest", "Readiness", "errno", "constants", "sys", "backend"] as const) {
        assert.equal(typeof module[name], "object", name);
        assert.ok(Object.isFrozen(module[name]), `${name} is frozen`);
      }
    },
  },
  {
    name: "exports.backend",
    covers: [],
    run({ backend: { os = process.platform }, module: { backend } }) {
      assert.ok(backend.name.length > 0);
      assert.deepEqual([backend.os, backend.arch], [os, process.arch], "the system of this process or of the adapter");
      const names = [
        "regularFiles",
        "namedFifos",
        "allocationFree",
        "subMillisecondTimeouts",
        "oneShotPerDirection",
        "exclusive",
        "hangUpsAlone",
      ] as const;
      for (const name of names) assert.equal(typeof backend.capabilities[name], "boolean", name);
    },
  },
  {
    name: "exports.poller-error",
    covers: ["delete:EBADF"],
    run(fixture) {
      const { PollerError } = fixture.module;
      assert.ok(PollerError.prototype instanceof Error);
      const poller = fixture.poller();
      try {
        poller.delete(2 ** 31 - 1);
        assert.fail("deleting a closed descriptor must throw");
      } catch (error) {
        assert.ok(error instanceof Error);
        assert.equal(Object.getPrototypeOf(error), PollerError.prototype);
        assert.match(String(error), /^PollerError: .*EBADF/);
        assert.match(error.stack ?? "", /PollerError/, "the stack names the class");
      }
    },
  },
];
