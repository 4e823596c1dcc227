// The suite follows the backend's system, not the one that this process runs on.

import { type Adapter, allCases, type BackendModule } from "@pollio/conformance";
import { adapter } from "@pollio/koffi/adapter";
import { expect, test } from "vitest";
import { darwin } from "../../generated/core/darwin.ts";
import { linux } from "../../generated/core/linux.ts";
import { describe as describeDescriptor } from "../src/support/descriptors.ts";
import { familyOf, loopback, loopback6, unixAddress } from "../src/support/sockaddr.ts";
import { run } from "./run.ts";

const systems = { linux, darwin };

/** A backend that claims to be for a given system. */
function saying(os: "linux" | "darwin"): BackendModule {
  const { module } = adapter;
  const { constants, errno } = systems[os];
  return { ...module, constants, errno, backend: { ...module.backend, os } } as unknown as BackendModule;
}

function chosen(module: BackendModule): string[] {
  return allCases.filter((entry) => entry.when?.(module) ?? true).map((entry) => entry.name);
}

test("nearly all cases are for both systems, and each system has some of its own", () => {
  const [one, other] = [chosen(saying("linux")), chosen(saying("darwin"))];
  // Whole themes about what only epoll does: it keeps what was closed while a duplicate lives, and some looks consume events.
  const themes = /^(left-behind|consuming)\./;
  const onLinux = one.filter((name) => !other.includes(name));
  expect(onLinux.filter((name) => themes.test(name)).length).toBeGreaterThan(10);
  expect(onLinux.filter((name) => !themes.test(name)).sort()).toEqual([
    "addresses.remote.of-another-family",
    "alive.a-wait-over-stale-events-keeps-the-process",
    "alive.unref-over-stale-events",
    "async.stale-wake-ups-wait-on",
    "descriptors.closed.its-number-is-what-cannot-be-polled",
    "descriptors.its-poller-was-closed-from-outside",
    "descriptors.refused.regular-file",
    "lost-pollers.more-than-the-host-can-watch",
    "lost-pollers.nested.too-deeply",
    "lost-pollers.nested.too-deeply-between-two-waits",
    "readiness.error.a-mixed-batch",
    "readiness.error.a-pipe-asked-for-reading",
    "readiness.error.a-reset-unix-datagram-socket",
    "readiness.error.a-timestamp",
    "readiness.error.nothing-is-added-to-a-stale-event",
    "readiness.priority",
    "stale.a-live-duplicate-yields-none",
    "stale.old-events-keep-waking-on-epoll",
    "sys.all.every-kind-of-descriptor",
    "sys.dup3",
    "sys.eventfd",
    "sys.fds.each-message-apart",
    "sys.inotify",
    "sys.inotify.errors",
    "sys.ioctl.a-number",
    "sys.pidfd",
    "sys.pipe2",
    "sys.timerfd",
    "sys.timerfd.errors",
  ]);
  expect(other.filter((name) => !one.includes(name))).toEqual([
    "stale.old-events-end-on-kqueue",
    "stale.a-live-duplicate-keeps-nothing-registered",
    "async.what-was-closed-waits-on",
    "sys.eventfd.not-there",
    "sys.pipe2-and-dup3.not-there",
    "sys.notifications.not-there",
  ]);
});

test("addresses match the headers of each system", () => {
  const [one, other] = [{ module: saying("linux") }, { module: saying("darwin") }];
  expect([...loopback(one, 0x1f90)]).toEqual([2, 0, 0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...loopback(other, 0x1f90)]).toEqual([16, 2, 0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...loopback6(one, 1).subarray(0, 4), loopback6(one, 1)[23]]).toEqual([10, 0, 0, 1, 1]);
  expect([...loopback6(other, 1).subarray(0, 4), loopback6(other, 1)[23]]).toEqual([28, 30, 0, 1, 1]);
  expect([...unixAddress(one, "/a")]).toEqual([1, 0, 47, 97, 0]);
  expect([...unixAddress(other, "/a")]).toEqual([5, 1, 47, 97, 0]);
  for (const holder of [one, other]) {
    expect(familyOf(holder, loopback6(holder, 1))).toBe(holder.module.constants.AF_INET6);
  }
});

test("the backend says which system it is for, and cases ignore the system of the process", async () => {
  const only = (name: string) => name === "exports.backend";
  const over = (os: string | undefined, module: BackendModule): Adapter => ({
    name: "over a stand-in",
    module,
    ...(os !== undefined && { os }),
  });
  const failed = async (backend: Adapter) => [...(await run(backend, { only })).failures.keys()];
  expect(await failed(over("darwin", saying("darwin")))).toEqual([]);
  expect(await failed(over("linux", saying("darwin")))).toEqual(["exports.backend"]);
  const elsewhere = process.platform === "darwin" ? "linux" : "darwin";
  expect(await failed(over(undefined, saying(elsewhere)))).toEqual(["exports.backend"]);
});

test("without /proc, fstat identifies a descriptor", () => {
  const { sys } = adapter.module;
  const fds = new Int32Array(4);
  expect([sys.pipe(fds), sys.pipe(fds.subarray(2))]).toEqual([0, 0]);
  const [reader, , other] = fds as unknown as [number, number, number];
  const twin = sys.dup(reader);
  const seen = [reader, twin, other].map(describeDescriptor);
  expect(seen[0]).toBe(seen[1]);
  expect(seen[0]).not.toBe(seen[2]);
  for (const fd of [...fds, twin]) sys.close(fd);
  expect(() => describeDescriptor(reader)).toThrow("EBADF");
});
