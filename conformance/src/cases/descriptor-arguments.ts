import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { outcomeOf, quiet, turns, watched } from "../support/async.ts";
import { badTimeouts, badTriggers, noDescriptors, noNumbers, noOptions, noTriggers } from "../support/bad-values.ts";
import { openDescriptors } from "../support/descriptors.ts";
import { assertRangeRefused, assertSystemError, assertTypeRefused, thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

type Waiting = "ready" | "readable" | "writable";
const WAITING: readonly Waiting[] = ["ready", "readable", "writable"];

const nothing = (): void => {};

/** How each of the four functions refuses: promises reject, and watch throws. */
async function refusals(
  fixture: Fixture,
  fd: number,
  options: object = {},
): Promise<readonly (readonly [string, () => unknown])[]> {
  const { module } = fixture;
  const outcomes: (readonly [string, () => unknown])[] = [["watch", () => module.watch(fd, nothing, options)]];
  for (const name of WAITING) {
    let promise: Promise<number> | undefined;
    assert.doesNotThrow(() => {
      promise = quiet(module[name](fd, options));
    }, `${name} never throws`);
    outcomes.push([name, await outcomeOf(fixture.within(promise!, name))]);
  }
  return outcomes;
}

/** Interests that none of the four takes. */
const badInterests = [-1, 1.5, Number.NaN, 16, 2 ** 32 + 1];

/** Bad arguments, and descriptors that cannot be waited for. */
export const descriptorArguments: readonly Case[] = [
  {
    name: "descriptors.arguments.fd",
    covers: [
      "ready:ERR_INVALID_ARG_TYPE",
      "readable:ERR_INVALID_ARG_TYPE",
      "writable:ERR_INVALID_ARG_TYPE",
      "watch:ERR_INVALID_ARG_TYPE",
      "release:ERR_INVALID_ARG_TYPE",
      "ready:ERR_OUT_OF_RANGE",
      "readable:ERR_OUT_OF_RANGE",
      "writable:ERR_OUT_OF_RANGE",
      "watch:ERR_OUT_OF_RANGE",
      "release:ERR_OUT_OF_RANGE",
    ],
    async run(fixture) {
      for (const [label, value] of noNumbers) {
        for (const [name, call] of await refusals(fixture, value as never))
          assertTypeRefused(call, `${name}: ${label}`);
        assertTypeRefused(() => fixture.module.release(value as never), `release: ${label}`);
      }
      for (const [label, value] of noDescriptors) {
        for (const [name, call] of await refusals(fixture, value as never))
          assertRangeRefused(call, `${name}: ${label}`);
        assertRangeRefused(() => fixture.module.release(value as never), `release: ${label}`);
      }
    },
  },
  {
    name: "descriptors.arguments.options",
    covers: ["ready:ERR_INVALID_ARG_TYPE", "readable:ERR_INVALID_ARG_TYPE", "watch:ERR_INVALID_ARG_TYPE"],
    async run(fixture) {
      const { reader } = fixture.readyPipe();
      for (const [label, value] of noOptions) {
        for (const [name, call] of await refusals(fixture, reader, value as never))
          assertTypeRefused(call, `${name}: ${label}`);
      }
      for (const key of ["unknown", "Signal", "interests", "0"]) {
        for (const [name, call] of await refusals(fixture, reader, { [key]: undefined }))
          assertTypeRefused(call, `${name}: ${key}`);
      }
      const { module } = fixture;
      for (const name of ["readable", "writable"] as const) {
        assertTypeRefused(await outcomeOf(module[name](reader, { interest: 1 } as never)), `${name} has no interest`);
      }
      assertTypeRefused(() => module.watch(reader, nothing, { timeoutMs: 1 } as never), "watch has no time");
      for (const signal of [null, 1, "abort", {}, { aborted: false }, () => {}]) {
        for (const [name, call] of await refusals(fixture, reader, { signal }))
          assertTypeRefused(call, `${name}: signal`);
      }
      const inherited = Object.create({ interest: -5, timeoutMs: "soon", signal: 5, trigger: "never" }) as object;
      assert.equal(await fixture.within(module.ready(reader, inherited)), module.Readiness.Readable);
      module.watch(reader, nothing, inherited).close();
    },
  },
  {
    name: "descriptors.arguments.values",
    covers: ["ready:ERR_OUT_OF_RANGE", "readable:ERR_OUT_OF_RANGE", "watch:ERR_OUT_OF_RANGE"],
    async run(fixture) {
      const { module } = fixture;
      const { reader } = fixture.readyPipe();
      for (const interest of badInterests) {
        assertRangeRefused(await outcomeOf(module.ready(reader, { interest })), `ready: ${interest}`);
        assertRangeRefused(() => module.watch(reader, nothing, { interest }), `watch: ${interest}`);
      }
      for (const [label, interest] of noNumbers.filter(([, value]) => value !== undefined)) {
        assertTypeRefused(await outcomeOf(module.ready(reader, { interest } as never)), `ready: ${label}`);
        assertTypeRefused(() => module.watch(reader, nothing, { interest } as never), `watch: ${label}`);
      }
      for (const [label, timeoutMs] of badTimeouts) {
        for (const name of WAITING) {
          assertRangeRefused(await outcomeOf(module[name](reader, { timeoutMs } as never)), `${name}: ${label}`);
        }
      }
      for (const name of WAITING) {
        assertTypeRefused(await outcomeOf(module[name](reader, { timeoutMs: "1" } as never)), name);
      }
      for (const [label, trigger] of badTriggers) {
        assertRangeRefused(() => module.watch(reader, nothing, { trigger } as never), label);
      }
      for (const [label, trigger] of noTriggers) {
        assertTypeRefused(() => module.watch(reader, nothing, { trigger } as never), label);
      }
      for (const callback of [undefined, null, {}, "call me", 5]) {
        assertTypeRefused(() => module.watch(reader, callback as never), `callback ${String(callback)}`);
      }
    },
  },
  {
    name: "descriptors.arguments.an-interest-that-is-set",
    covers: ["watch"],
    async run(fixture) {
      const { module } = fixture;
      const { reader } = fixture.readyPipe();
      let calls = 0;
      const watch = module.watch(reader, () => calls++, { interest: 0 });
      for (const interest of badInterests) {
        assertRangeRefused(() => {
          watch.interest = interest;
        }, String(interest));
      }
      for (const [label, interest] of noNumbers) {
        assertTypeRefused(() => {
          watch.interest = interest as never;
        }, label);
      }
      assert.equal(watch.interest, 0, "it is what it was");
      await turns(5);
      assert.equal(calls, 0);
      watch.close();
    },
  },
  {
    name: "descriptors.refused.closed",
    covers: ["ready:EBADF", "readable:EBADF", "writable:EBADF", "watch:EBADF"],
    async run(fixture) {
      const { reader } = fixture.pipe();
      fixture.close(reader);
      for (const fd of [reader, 2 ** 31 - 1]) {
        for (const [name, call] of await refusals(fixture, fd)) {
          const error = assertSystemError(fixture.module, call, { code: "EBADF", syscall: /^(epoll_ctl|kevent)$/, fd });
          assert.match(error.message, new RegExp(`\\b${fd}\\b`), `${name}: the message names it`);
        }
      }
    },
  },
  {
    name: "descriptors.refused.regular-file",
    covers: ["ready:EPERM", "readable:EPERM", "writable:EPERM", "watch:EPERM"],
    when: isLinux,
    async run(fixture) {
      const fd = fixture.file();
      for (const [, call] of await refusals(fixture, fd)) {
        assertSystemError(fixture.module, call, { code: "EPERM", syscall: /^epoll_ctl$/, fd });
      }
    },
  },
  {
    name: "descriptors.refused.the-threads-own",
    covers: ["ready:EINVAL", "readable:EINVAL", "writable:EINVAL", "watch:EINVAL"],
    async run(fixture) {
      const { module } = fixture;
      await module.readable(fixture.pipe().reader, { timeoutMs: 0 });
      // The poller of the thread is a descriptor like any other, which no exported name tells.
      let found = 0;
      for (const fd of openDescriptors().keys()) {
        const outcome = await outcomeOf(fixture.within(module.ready(fd, { timeoutMs: 0 })));
        if (codeOf(outcome) !== "EINVAL") {
          module.release(fd);
          continue;
        }
        found++;
        for (const [, call] of await refusals(fixture, fd)) {
          assertSystemError(module, call, { code: "EINVAL", fd });
        }
      }
      assert.ok(found >= 1, "it cannot wait for itself");
    },
  },
  {
    name: "descriptors.refused.a-cycle",
    covers: ["ready:ELOOP", "readable:ELOOP", "writable:ELOOP", "watch:ELOOP"],
    async run(fixture) {
      const { module } = fixture;
      // Pollers nested as deeply as the system allows cannot be waited for by one more.
      const chain = [fixture.poller({ maxEvents: 1 })];
      for (;;) {
        const next = fixture.poller({ maxEvents: 1 });
        try {
          next.add({ fd: chain.at(-1)!.fd, kind: 1 });
        } catch {
          break;
        }
        chain.push(next);
        if (chain.length > 100) return;
      }
      for (const [, call] of await refusals(fixture, chain.at(-1)!.fd)) {
        assertSystemError(module, call, { code: "ELOOP", fd: chain.at(-1)!.fd });
      }
    },
  },
  {
    name: "descriptors.refused.another-trigger",
    covers: ["watch:ERR_INVALID_ARG_VALUE"],
    async run(fixture) {
      const { module } = fixture;
      const { reader } = fixture.pipe();
      const watch = module.watch(reader, nothing, { trigger: "edge" });
      for (const trigger of ["level", "oneshot", "edge-oneshot"] as const) {
        const error = thrownBy(() => module.watch(reader, nothing, { trigger })) as Error & { code: string };
        assert.ok(error instanceof TypeError, trigger);
        assert.equal(error.code, "ERR_INVALID_ARG_VALUE");
        assert.match(error.message, /"edge"/, "it names the trigger of the other one");
      }
      module.watch(reader, nothing, { trigger: "edge" }).close();
      watch.close();
      module.watch(reader, nothing, { trigger: "oneshot" }).close();
    },
  },
  {
    name: "descriptors.refused.leaves-the-others-alone",
    covers: ["readable", "readable:EBADF"],
    async run(fixture) {
      const { module } = fixture;
      const { reader, writer } = fixture.pipe();
      const pending = quiet(module.readable(reader));
      const settled = watched(pending);
      for (let round = 0; round < 20; round++) {
        await outcomeOf(module.readable(2 ** 31 - 1));
        await outcomeOf(module.readable(reader, { timeoutMs: -5 }));
        await outcomeOf(module.readable(reader, { signal: AbortSignal.abort() }));
      }
      assert.equal(settled(), false);
      fixture.send(writer);
      assert.equal(await fixture.within(pending), module.Readiness.Readable);
    },
  },
];

function codeOf(outcome: () => unknown): string | undefined {
  try {
    outcome();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
}
