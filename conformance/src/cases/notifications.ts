import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertRangeRefused, thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { startProgram } from "../support/processes.ts";
import { isDarwin, isLinux } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;

/** A struct itimerspec: the interval, then the first expiration, each in seconds and nanoseconds. */
const setting = (interval: bigint, first: bigint): BigInt64Array =>
  new BigInt64Array([
    interval / 1_000_000_000n,
    interval % 1_000_000_000n,
    first / 1_000_000_000n,
    first % 1_000_000_000n,
  ]);

function timer(fixture: Fixture): number {
  const { constants, sys } = fixture.module;
  const { CLOCK_MONOTONIC, TFD_CLOEXEC, TFD_NONBLOCK } = constants;
  return fixture.own(sys.timerfd_create(CLOCK_MONOTONIC!, TFD_CLOEXEC! | TFD_NONBLOCK!), "timerfd_create");
}

/** Reads a descriptor as soon as it gives something. */
function readSoon(fixture: Fixture, fd: number, bytes: Uint8Array | BigUint64Array): number {
  const { errno, sys } = fixture.module;
  const deadline = Date.now() + fixture.patienceMs;
  for (;;) {
    const result = sys.read(fd, bytes);
    if (result !== -errno.EAGAIN! || Date.now() > deadline) return result;
  }
}

interface Notice {
  readonly wd: number;
  readonly mask: number;
  readonly name: string;
}

/** The events that a watcher has: inotify(7). */
function notices(fixture: Fixture, fd: number): Notice[] {
  const bytes = new Uint8Array(4_096);
  const view = new DataView(bytes.buffer);
  const length = readSoon(fixture, fd, bytes);
  const found: Notice[] = [];
  for (let at = 0; at < length; ) {
    const size = view.getUint32(at + 12, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 16, at + 16 + size)).replace(/\0+$/, "");
    found.push({ wd: view.getInt32(at, true), mask: view.getUint32(at + 4, true), name });
    at += 16 + size;
  }
  return found;
}

/** What the kernel reports through descriptors: timerfd_*, inotify_*, pidfd_open. */
export const notifications: readonly Case[] = [
  {
    name: "sys.timerfd",
    covers: ["sys.timerfd_create", "sys.timerfd_settime", "sys.timerfd_gettime", "sys.read"],
    when: isLinux,
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const fd = timer(fixture);
      assert.equal(sys.fcntl(fd, constants.F_GETFD!), constants.FD_CLOEXEC);
      const expired = new BigUint64Array(1);
      assert.equal(sys.read(fd, expired), -errno.EAGAIN!, "not started");
      const begun = performance.now();
      assert.equal(sys.timerfd_settime(fd, 0, setting(0n, 20_000_000n)), 0);
      assert.equal(readSoon(fixture, fd, expired), 8);
      assert.equal(expired[0], 1n);
      assert.ok(performance.now() - begun >= 19, "never early");
      assert.equal(sys.timerfd_settime(fd, 0, setting(1_000_000n, 1n)), 0);
      assert.equal(readSoon(fixture, fd, expired), 8);
      assert.ok(expired[0]! >= 1n, "again and again");
      const old = new BigInt64Array(6).fill(-7n);
      assert.equal(sys.timerfd_settime(fd, 0, setting(0n, 3_600_000_000_000n), old.subarray(1, 5)), 0);
      assert.deepEqual([old[0], old[1], old[2], old[5]], [-7n, 0n, 1_000_000n, -7n], "what it was");
      const now = new Int32Array(8);
      assert.equal(sys.timerfd_gettime(fd, now), 0);
      assert.ok(now[4]! >= 3_590 && now[4]! <= 3_600, `${now[4]} s`);
      assert.equal(sys.timerfd_settime(fd, 0, setting(0n, 0n)), 0, "stops it");
      assert.equal(sys.timerfd_gettime(fd, now), 0);
      assert.ok(now.every((word) => word === 0));
      assert.equal(sys.timerfd_settime(fd, constants.TFD_TIMER_ABSTIME!, setting(0n, 1n)), 0);
      assert.equal(readSoon(fixture, fd, expired), 8, "a time that has passed");
    },
  },
  {
    name: "sys.timerfd.errors",
    covers: [
      ...["sys.timerfd_create:-errno", "sys.timerfd_settime:-errno", "sys.timerfd_gettime:-errno"],
      ...["sys.timerfd_settime:ERR_OUT_OF_RANGE", "sys.timerfd_gettime:ERR_OUT_OF_RANGE"],
    ],
    when: isLinux,
    run(fixture) {
      const { errno, sys } = fixture.module;
      const fd = timer(fixture);
      assert.equal(sys.timerfd_create(9_999, 0), -errno.EINVAL!);
      assert.equal(sys.timerfd_settime(NOT_OPEN, 0, setting(0n, 1n)), -errno.EBADF!);
      assert.equal(sys.timerfd_settime(fd, 0, new BigInt64Array([0n, 0n, 0n, 1_000_000_000n])), -errno.EINVAL!);
      assert.equal(sys.timerfd_gettime(fixture.pipe().reader, new BigInt64Array(4)), -errno.EINVAL!);
      for (const short of [new BigInt64Array(3), new Uint8Array(31), new Uint8Array(0)]) {
        assertRangeRefused(() => sys.timerfd_settime(fd, 0, short), `${short.byteLength} bytes`);
        assertRangeRefused(
          () => sys.timerfd_settime(fd, 0, setting(0n, 1n), short),
          `old of ${short.byteLength} bytes`,
        );
        assertRangeRefused(() => sys.timerfd_gettime(fd, short), `${short.byteLength} bytes`);
      }
      assert.equal(sys.read(fd, new Uint8Array(8)), -errno.EAGAIN!, "what was refused has not started it");
    },
  },
  {
    name: "sys.inotify",
    covers: ["sys.inotify_init1", "sys.inotify_add_watch", "sys.inotify_rm_watch", "sys.read"],
    when: isLinux,
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { IN_CLOEXEC, IN_NONBLOCK, IN_CREATE, IN_MODIFY, IN_DELETE, IN_IGNORED, IN_ISDIR, IN_ONESHOT } = constants;
      const folder = fixture.folder();
      const fd = fixture.own(sys.inotify_init1(IN_CLOEXEC! | IN_NONBLOCK!), "inotify_init1");
      assert.equal(sys.fcntl(fd, constants.F_GETFD!), constants.FD_CLOEXEC);
      const wd = sys.inotify_add_watch(fd, folder, IN_CREATE! | IN_MODIFY! | IN_DELETE!);
      assert.ok(wd > 0, `${wd}`);
      assert.equal(sys.read(fd, new Uint8Array(4_096)), -errno.EAGAIN!);
      const name = "eine Datei";
      // A runtime may do more to a file than it is asked for.
      const create = constants.O_CREAT! | constants.O_WRONLY!;
      const file = fixture.own(sys.open(join(folder, name), create));
      assert.deepEqual(notices(fixture, fd), [{ wd, mask: IN_CREATE!, name }]);
      fixture.send(file);
      assert.deepEqual(notices(fixture, fd), [{ wd, mask: IN_MODIFY!, name }]);
      mkdirSync(join(folder, "sub"));
      assert.deepEqual(notices(fixture, fd), [{ wd, mask: (IN_CREATE! | IN_ISDIR!) >>> 0, name: "sub" }]);
      // The highest bit of a mask.
      const once = sys.inotify_add_watch(fd, join(folder, "sub"), (IN_CREATE! | IN_ONESHOT!) >>> 0);
      assert.ok(once > wd, "another watch");
      fixture.own(sys.open(join(folder, "sub", "x"), create));
      const ended = { wd: once, mask: IN_IGNORED!, name: "" };
      assert.deepEqual(notices(fixture, fd), [{ wd: once, mask: IN_CREATE!, name: "x" }, ended]);
      assert.equal(sys.inotify_rm_watch(fd, wd), 0);
      assert.deepEqual(notices(fixture, fd), [{ wd, mask: IN_IGNORED!, name: "" }]);
      rmSync(join(folder, name));
      assert.equal(sys.read(fd, new Uint8Array(4_096)), -errno.EAGAIN!);
    },
  },
  {
    name: "sys.inotify.errors",
    covers: [
      ...["sys.inotify_init1:-errno", "sys.inotify_add_watch:-errno", "sys.inotify_rm_watch:-errno"],
      ...["sys.inotify_add_watch:ERR_INVALID_ARG_VALUE", "sys.inotify_add_watch:ERR_OUT_OF_RANGE"],
    ],
    when: isLinux,
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { IN_CREATE, IN_ONLYDIR } = constants;
      assert.equal(sys.inotify_init1(0x7fffffff), -errno.EINVAL!);
      const fd = fixture.own(sys.inotify_init1(0));
      const file = join(fixture.folder(), "file");
      writeFileSync(file, "");
      assert.equal(sys.inotify_add_watch(fd, `${file}2`, IN_CREATE!), -errno.ENOENT!);
      assert.equal(sys.inotify_add_watch(fd, file, IN_CREATE! | IN_ONLYDIR!), -errno.ENOTDIR!);
      assert.equal(sys.inotify_add_watch(fixture.pipe().reader, file, IN_CREATE!), -errno.EINVAL!);
      assert.equal(sys.inotify_rm_watch(fd, 99), -errno.EINVAL!);
      const error = thrownBy(() => sys.inotify_add_watch(fd, `${file}\0`, IN_CREATE!)) as { code?: string };
      assert.equal(error.code, "ERR_INVALID_ARG_VALUE");
      for (const mask of [-1, 2 ** 32]) assertRangeRefused(() => sys.inotify_add_watch(fd, file, mask), `${mask}`);
    },
  },
  {
    name: "sys.pidfd",
    covers: ["sys.pidfd_open", "sys.pidfd_open:-errno"],
    when: isLinux,
    async run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const pid = await startProgram(fixture);
      const fd = fixture.own(sys.pidfd_open(pid), "pidfd_open");
      assert.equal(sys.fcntl(fd, constants.F_GETFD!), constants.FD_CLOEXEC);
      const other = fixture.own(sys.pidfd_open(process.pid, constants.O_NONBLOCK!), "with O_NONBLOCK");
      assert.notEqual(sys.fcntl(other, constants.F_GETFL!) & constants.O_NONBLOCK!, 0);
      assert.equal(sys.pidfd_open(0), -errno.EINVAL!);
      assert.equal(sys.pidfd_open(2 ** 31 - 1), -errno.ESRCH!);
      assert.equal(sys.pidfd_open(process.pid, 1), -errno.EINVAL!);
    },
  },
  {
    name: "sys.notifications.not-there",
    covers: [
      ...["timerfd_create", "timerfd_settime", "timerfd_gettime", "inotify_init1", "inotify_add_watch"],
      ...["inotify_rm_watch", "pidfd_open"],
    ].map((name) => `sys.${name}:-errno`),
    when: isDarwin,
    run({ module: { errno, sys } }) {
      const value = new BigInt64Array(4).fill(7n);
      const results = [
        sys.timerfd_create(1, 0),
        sys.timerfd_settime(0, 0, value),
        sys.timerfd_gettime(0, value),
        sys.inotify_init1(0),
        sys.inotify_add_watch(0, "/", 1),
        sys.inotify_rm_watch(0, 1),
        sys.pidfd_open(process.pid),
      ];
      assert.deepEqual(
        results,
        results.map(() => -errno.ENOSYS!),
      );
      assert.ok(value.every((word) => word === 7n));
    },
  },
];
