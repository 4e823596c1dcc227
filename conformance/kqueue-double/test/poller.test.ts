// The poller over the double, where the suite cannot go: terminals, devices, and what an event loop's kqueue refuses.

import { closeSync, openSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { darwin } from "../../../generated/core/darwin.ts";
import { loopRefusal } from "../../../packages/core/src/waits/loop-refusal.ts";
import { adapter } from "./adapters/koffi.mjs";
import { opened } from "./adapters/koffi-backend.mjs";
import { c, ok } from "./support/calls.ts";
import { change, kqueue } from "./support/kevents.ts";
import { EV, EVFILT } from "./support/numbers.ts";
import { terminal } from "./support/paths.ts";
import { connecting, listener, write } from "./support/streams.ts";

const { OsPoller, Interest, Readiness } = adapter.module;
const BOTH = Interest.Readable | Interest.Writable;

function poller() {
  const one = new OsPoller();
  onTestFinished(() => one.close());
  return one;
}

test("a device whose driver knows no kqueue can be added, changed and added twice", () => {
  const fd = openSync("/dev/random", "r");
  onTestFinished(() => closeSync(fd));
  const one = poller();
  one.add({ fd, kind: 1 });
  for (let i = 0; i < 2; i++) expect(one.wait(0).readiness(0)).toBe(Readiness.Readable);
  expect(() => one.add({ fd, kind: 1 })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  one.modify({ fd, kind: 2 }, { trigger: "oneshot" });
  expect([one.wait(0).length, one.wait(0).length]).toEqual([1, 0]);
  expect(() => one.add({ fd, kind: 1 })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  one.delete(fd);
  expect(one.wait(0).length).toBe(0);
});

test("a device whose driver knows no kqueue reports no end", () => {
  const fd = openSync("/dev/random", "r+");
  onTestFinished(() => closeSync(fd));
  const one = poller();
  one.add({ fd, kind: 1 }, { interest: 0 });
  expect(one.wait(0).length).toBe(0);
  expect(() => one.add({ fd, kind: 1 })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  expect(one.wait(0).length).toBe(0);
  for (const interest of [Interest.ReadClosed, Interest.ReadClosed | Interest.Writable, 0]) {
    one.modify({ fd, kind: 1 }, { interest });
    expect(one.wait(0).length).toBe(0);
  }
  one.modify({ fd, kind: 1 });
  expect(one.wait(0).readiness(0)).toBe(Readiness.Readable);
  one.delete(fd);
});

test.each(["modify", "delete"] as const)("%s finds the registration of a terminal that was hung up", (what) => {
  const { master, slave: fd } = terminal();
  const one = poller();
  one.add({ fd, kind: 1 }, { interest: BOTH });
  write(master, 10);
  expect([...one.wait(1_000)].map((event) => event.fd)).toContain(fd);
  c.close(master);
  let seen = 0;
  for (const _ of [0, 1]) for (const { readiness } of one.wait(100)) seen |= readiness;
  expect(seen & (Readiness.ReadClosed | Readiness.WriteClosed)).toBe(Readiness.ReadClosed | Readiness.WriteClosed);
  expect(one.wait(0).length).toBe(0);
  expect(() => one.add({ fd, kind: 1 })).toThrow(expect.objectContaining({ code: "EEXIST" }));
  if (what === "modify") one.modify({ fd, kind: 2 });
  one.delete(fd);
  expect(() => one.delete(fd)).toThrow(expect.objectContaining({ code: "ENOENT" }));
});

test("a listener whose urgent data are awaited says nothing of its connections", () => {
  const { server, port } = listener();
  const one = poller();
  one.add({ fd: server, kind: 1 }, { interest: Interest.Priority });
  connecting(port);
  expect(one.wait(50).length).toBe(0);
  one.modify({ fd: server, kind: 1 }, { interest: Interest.Priority | Interest.Readable });
  expect([...one.wait(1_000)].map(({ readiness }) => readiness)).toEqual([Readiness.Readable]);
  one.delete(server);
});

test("what the event loop's kqueue would refuse is reported before libuv is asked, and nothing is left there", () => {
  const loop = kqueue();
  const refusal = loopRefusal({ ...opened, platform: darwin }, () => loop);
  const nested = (levels: number): number => {
    let inner = kqueue();
    for (let level = 2; level <= levels; level++) {
      const outer = kqueue();
      change(outer, EVFILT.READ, inner, EV.ADD);
      inner = outer;
    }
    return inner;
  };
  const deep = nested(3);
  expect(refusal(nested(1))).toBe(0);
  expect(refusal(deep)).toBe(-darwin.errno.ELOOP);
  expect(refusal(nested(1))).toBe(0);
  const closed = ok(c.kqueue());
  c.close(closed);
  expect(refusal(closed)).toBe(-darwin.errno.EBADF);
});
