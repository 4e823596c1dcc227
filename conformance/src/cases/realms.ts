import assert from "node:assert/strict";
import type { Bytes, PollerOptions, Registration, Waker } from "../adapter.ts";
import type { Case } from "../case.ts";
import { anotherRealm } from "../support/another-realm.ts";
import { begin, outcomeOf } from "../support/async.ts";
import { assertRefusedEitherWay, assertTypeRefused } from "../support/errors.ts";
import { assertSilent, descriptors } from "../support/events.ts";
import { client, readyOnes } from "../support/ready-ones.ts";

/** A signal of nobody's class, as a polyfill makes it. */
class Polyfill {
  readonly listeners = new Set<() => void>();
  aborted = false;
  reason: unknown = undefined;

  addEventListener(_type: string, listener: () => void): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.listeners.delete(listener);
  }

  abort(reason: unknown): void {
    Object.assign(this, { aborted: true, reason });
    for (const listener of this.listeners) listener();
  }

  /** As the types want it. */
  get signal(): AbortSignal {
    return this as unknown as AbortSignal;
  }
}

/** Values whose constructors are those of another realm, or of another implementation. */
export const realms: readonly Case[] = [
  {
    name: "realms.arrays",
    covers: ["sys.read", "sys.write", "sys.pipe"],
    about: "system",
    run(fixture) {
      const { sys } = fixture.module;
      const make = anotherRealm();
      const { reader, writer } = fixture.pipe();
      for (const type of ["Uint8Array", "Int8Array", "Uint8ClampedArray"]) {
        assert.ok(!(make(`new ${type}(1)`) instanceof Uint8Array), "it is another realm");
        assert.equal(sys.write(writer, make<Bytes>(`${type}.of(1, 2, 3)`)), 3, type);
        const target = make<Uint8Array>(`new ${type}(8)`);
        assert.equal(sys.read(reader, target, 2), 3, type);
        assert.deepEqual([...target], [0, 0, 1, 2, 3, 0, 0, 0], type);
      }
      assert.equal(sys.write(writer, make<Bytes>("new Uint8Array(new SharedArrayBuffer(4))")), 4, "shared memory");
      const fds = make<Int32Array>("new Int32Array(2)");
      assert.equal(sys.pipe(fds), 0);
      for (const fd of fds) fixture.own(fd);
      for (const other of ["new Float64Array(8)", "new DataView(new ArrayBuffer(8))", "new ArrayBuffer(8)", "[1]"]) {
        assertTypeRefused(() => sys.write(writer, make<Bytes>(other)), other);
      }
      assertTypeRefused(
        () => sys.write(writer, make<Bytes>("new Uint8Array(new ArrayBuffer(8, { maxByteLength: 16 }))")),
        "a resizable buffer",
      );
    },
  },
  {
    name: "realms.lists-and-options",
    covers: ["registerAll", "deleteAll", "add", "OsPoller"],
    run(fixture) {
      const make = anotherRealm();
      const poller = fixture.poller(make<PollerOptions>("{ maxEvents: 50 }"));
      const fds = readyOnes(fixture, 3);
      const events = fds.map(client);
      const lists = ["(list) => Array.from(list)", "(list) => new Set(list)", "function* (list) { yield* list; }"];
      for (const list of lists) {
        poller.registerAll(make<(values: unknown[]) => never>(list)(events));
        assert.deepEqual(descriptors(poller.wait(0)), fds, list);
        poller.deleteAll(make<(values: unknown[]) => never>(list)(fds));
        assertSilent(poller, list);
      }
      poller.add(client(fds[0]!), make<Registration>('{ interest: 2, trigger: "edge" }'));
      assert.equal(poller.wait(0).readiness(0), fixture.module.Readiness.Writable);
      assertSilent(poller, "the trigger counts too");
      assertRefusedEitherWay(() => poller.modify(client(fds[0]!), make("{ edge: true }")), "an unknown option");
    },
  },
  {
    name: "realms.signals",
    covers: ["waitAsync"],
    async run(fixture) {
      const poller = fixture.poller();
      const reason = new Error("enough");
      const controller = new Polyfill();
      const { signal } = controller;
      const pending = begin(poller, -1, { signal });
      assert.equal(controller.listeners.size, 1);
      controller.abort(reason);
      assert.throws(await outcomeOf(fixture.within(pending)), reason);
      assert.equal(controller.listeners.size, 0, "it is let go");
      assert.throws(await outcomeOf(fixture.within(begin(poller, -1, { signal }))), reason, "aborted before");
      const lasting = new Polyfill();
      poller.notify();
      assert.equal((await fixture.within(begin(poller, -1, { signal: lasting.signal }))).length, 0);
      assert.equal(lasting.listeners.size, 0);
      // An EventTarget, as jsdom's is.
      const target = Object.assign(new EventTarget(), { aborted: false, reason: undefined });
      const wait = begin(poller, -1, { signal: target as never });
      Object.assign(target, { aborted: true, reason });
      target.dispatchEvent(new Event("abort"));
      assert.throws(await outcomeOf(fixture.within(wait)), reason);
    },
  },
  {
    name: "realms.what-only-looks-like-a-signal",
    covers: ["waitAsync:ERR_INVALID_ARG_TYPE"],
    async run(fixture) {
      const poller = fixture.poller();
      const whole = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };
      const parts = Object.keys(whole).map((key) => ({ ...whole, [key]: undefined }));
      for (const signal of [...parts, { ...whole, aborted: 0 }, () => {}, null, 1, "abort", new EventTarget()]) {
        const outcome = await outcomeOf(fixture.within(begin(poller, -1, { signal: signal as never })));
        assertTypeRefused(outcome, JSON.stringify(signal) ?? String(signal));
      }
      assertSilent(poller, "nothing is pending");
    },
  },
  {
    name: "realms.wakers",
    covers: ["wake", "wake:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const { wake } = fixture.module;
      const make = anotherRealm();
      const state = (bytes: string) => ({ fd: fixture.counter(), state: make(bytes) }) as Waker;
      assert.equal(wake(state("new SharedArrayBuffer(4)")), true);
      for (const other of ["new SharedArrayBuffer(8)", "new ArrayBuffer(4)", "new Int32Array(1)", "{}"]) {
        assertTypeRefused(() => wake(state(other)), other);
      }
    },
  },
];
