import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { isLinux } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;
const STRIDE = 32;

interface Read {
  readonly returned: number;
  /** The results, and then elements that must not have been touched. */
  readonly results: readonly number[];
  /** What each read stored, as text. */
  readonly texts: readonly string[];
}

const UNTOUCHED = 7_777;

/** Reads from all of them, and checks that nothing beside what was read has changed. */
function readAll({ module: { sys } }: Fixture, fds: readonly number[], stride = STRIDE): Read {
  const count = fds.length;
  const bytes = new Uint8Array(count * stride + STRIDE).fill(0x11);
  const results = new Int32Array(count + 1).fill(UNTOUCHED);
  const returned = sys.readAll(Int32Array.from([...fds, NOT_OPEN]), count, bytes, stride, results);
  const texts = fds.map((_, index) => {
    const end = index * stride + Math.max(0, results[index]!);
    assert.ok(
      bytes.subarray(end, (index + 1) * stride).every((byte) => byte === 0x11),
      `beside the bytes of ${index}`,
    );
    return Buffer.from(bytes.subarray(index * stride, end)).toString("latin1");
  });
  assert.equal(results[count], UNTOUCHED, "the element behind the last");
  return { returned, results: [...results.subarray(0, count)], texts };
}

/** Writes each text to the descriptor with it, and returns the results. */
function writeAll({ module: { sys } }: Fixture, entries: readonly (readonly [fd: number, text: string])[]): number[] {
  const count = entries.length;
  const bytes = Buffer.from(`..${entries.map(([, text]) => text).join(".")}..`, "latin1");
  const lengths = Int32Array.from(entries, ([, text]) => text.length);
  const offsets = new Int32Array(count);
  for (let index = 0, at = 2; index < count; at += lengths[index++]! + 1) offsets[index] = at;
  const results = new Int32Array(count + 1).fill(UNTOUCHED);
  const returned = sys.writeAll(
    Int32Array.from(entries, ([fd]) => fd),
    count,
    bytes,
    offsets,
    lengths,
    results,
  );
  assert.equal(results[count], UNTOUCHED, "the element behind the last");
  const own = [...results.subarray(0, count)];
  assert.equal(returned, own.filter((result) => result >= 0).length, "how many have succeeded");
  return own;
}

/** A file that is removed at the end, open for reading and writing. */
function openFile(fixture: Fixture): number {
  const { sys, constants } = fixture.module;
  const path = join(tmpdir(), `pollio-transfers-${process.pid}`);
  fixture.defer(() => rmSync(path, { force: true }));
  return fixture.own(sys.open(path, constants.O_RDWR! | constants.O_CREAT! | constants.O_TRUNC!, 0o600));
}

/** More than one page of descriptors, and more than the memory that is kept at first. */
const MANY = 300;

/** Many reads or writes in one call: exactly those, in order, to whoever looks. */
export const transfers: readonly Case[] = [
  {
    name: "sys.all.reads-and-writes-in-order",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const pairs = Array.from({ length: 20 }, () => fixture.pair());
      const text = (index: number) => `of ${index}`.repeat(1 + (index % 3));
      assert.deepEqual(
        writeAll(
          fixture,
          pairs.map(([one], index) => [one, text(index)]),
        ),
        pairs.map((_, index) => text(index).length),
      );
      const { returned, results, texts } = readAll(
        fixture,
        pairs.map(([, other]) => other),
      );
      assert.equal(returned, 20);
      assert.deepEqual(
        texts,
        pairs.map((_, index) => text(index)),
      );
      assert.deepEqual(
        results,
        texts.map(({ length }) => length),
      );
      // In the order of the list, not of the numbers.
      const backwards = pairs.map(([one], index) => [one, text(index)] as const).reverse();
      writeAll(fixture, backwards);
      assert.deepEqual(
        readAll(
          fixture,
          pairs.map(([, other]) => other),
        ).texts,
        pairs.map((_, index) => text(index)),
      );
    },
  },
  {
    name: "sys.all.one-descriptor-twice",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { errno } = fixture.module;
      const [one, other] = fixture.pair();
      assert.deepEqual(
        writeAll(fixture, [
          [one, "first,"],
          [one, "second,"],
          [one, "third"],
        ]),
        [6, 7, 5],
      );
      const { returned, results, texts } = readAll(fixture, [other, other, other], 8);
      assert.deepEqual(texts, ["first,se", "cond,thi", "rd"]);
      assert.deepEqual([returned, ...results], [3, 8, 8, 2]);
      const empty = readAll(fixture, [other, other]);
      assert.deepEqual([empty.returned, ...empty.results], [0, -errno.EAGAIN!, -errno.EAGAIN!]);
    },
  },
  {
    name: "sys.all.what-was-written-can-be-read",
    covers: ["sys.writeAll", "sys.readAll"],
    run(fixture) {
      // A write later in the list sees what an earlier one did: the pipe is full, and stays so.
      const { errno, sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      while (sys.write(writer, new Uint8Array(4_096)) > 0);
      assert.deepEqual(
        writeAll(fixture, [
          [writer, "a"],
          [writer, "b"],
        ]),
        [-errno.EAGAIN!, -errno.EAGAIN!],
      );
      assert.equal(sys.read(reader, new Uint8Array(4_096)), 4_096);
      const [one, other] = fixture.pair();
      assert.deepEqual(
        writeAll(fixture, [
          [one, "x"],
          [writer, "c"],
          [one, "yz"],
        ]),
        [1, 1, 2],
      );
      assert.deepEqual(readAll(fixture, [other]).texts, ["xyz"]);
    },
  },
  {
    name: "sys.all.errors-end-nothing",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const [one, other] = fixture.pair();
      const { reader, writer } = fixture.pipe();
      const closed = fixture.pipe();
      fixture.close(closed.reader);
      const [ended, end] = fixture.pair();
      fixture.close(end);
      // The highest number of all here, so that no other descriptor gets it.
      const gone = fixture.pipe().writer;
      fixture.close(gone);
      assert.deepEqual(
        writeAll(fixture, [
          [one, "a"],
          [gone, "b"],
          [-1, "c"],
          [closed.writer, "d"],
          [reader, "e"],
          [NOT_OPEN, "f"],
          [-(2 ** 31), "g"],
          [writer, "h"],
        ]),
        [1, -errno.EBADF!, -errno.EBADF!, -errno.EPIPE!, -errno.EBADF!, -errno.EBADF!, -errno.EBADF!, 1],
      );
      const { returned, results, texts } = readAll(fixture, [NOT_OPEN - 1, other, -1, writer, ended, reader, NOT_OPEN]);
      assert.deepEqual(results, [-errno.EBADF!, 1, -errno.EBADF!, -errno.EBADF!, 0, 1, -errno.EBADF!]);
      assert.deepEqual([returned, texts[1], texts[5]], [3, "a", "h"]);
      assert.equal(sys.write(one, new Uint8Array(1)), 1, "all goes on");
    },
  },
  {
    name: "sys.all.short-writes",
    covers: ["sys.writeAll", "sys.readAll"],
    run(fixture) {
      const { sys } = fixture.module;
      const [one, other] = fixture.pair();
      const [third, fourth] = fixture.pair();
      const length = 1 << 20;
      const bytes = Uint8Array.from({ length }, (_, index) => index % 251);
      const results = new Int32Array(3);
      const fds = Int32Array.of(one, one, third);
      const returned = sys.writeAll(fds, 3, bytes, Int32Array.of(0, 3, 9), Int32Array.of(length, 100_000, 4), results);
      assert.ok(results[0]! > 0 && results[0]! < length, `a part of it: ${results[0]}`);
      assert.ok(results[1]! < 100_000, `no room: ${results[1]}`);
      assert.deepEqual([results[2], returned], [4, results[1]! > 0 ? 3 : 2]);
      const into = new Uint8Array(results[0]!);
      for (let got = 0; got < into.length; ) {
        const result = sys.read(other, into, got);
        assert.ok(result > 0, `${result} after ${got}`);
        got += result;
      }
      assert.ok(
        into.every((byte, index) => byte === index % 251),
        "what was counted was sent",
      );
      assert.equal(readAll(fixture, [fourth]).texts[0], String.fromCharCode(9, 10, 11, 12));
    },
  },
  {
    name: "sys.all.files-move-their-position",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { sys } = fixture.module;
      const file = openFile(fixture);
      const others = Array.from({ length: 10 }, () => fixture.pair());
      const around = others.map(([one]) => [one, "socket"] as const);
      assert.deepEqual(
        writeAll(fixture, [...around, [file, "one "], ...around, [file, "two "], [file, "three"]]).slice(-2),
        [4, 5],
      );
      const bytes = new Uint8Array(64);
      assert.equal(sys.pread(file, bytes, 0), 13);
      assert.equal(Buffer.from(bytes.subarray(0, 13)).toString(), "one two three", "one behind the other");
      assert.equal(sys.read(file, bytes), 0, "the position is at the end");
      const { texts } = readAll(fixture, [...others.map(([, other]) => other), file]);
      assert.deepEqual([texts[9], texts[10]], ["socketsocket", ""]);
      // A number that was a socket's and is now a file's: nothing is kept of what it was.
      const reused = others[0]![0];
      fixture.close(reused);
      const again = openFile(fixture);
      assert.equal(again, reused, "the lowest number that is free");
      assert.deepEqual(writeAll(fixture, [...around, [again, "four"], ...around]).slice(0, 1), [6]);
      assert.equal(sys.pread(again, bytes, 0), 16);
      assert.equal(Buffer.from(bytes.subarray(0, 16)).toString(), "socketfoursocket");
    },
  },
  {
    name: "sys.all.every-kind-of-descriptor",
    covers: ["sys.readAll", "sys.writeAll", "sys.timerfd_create", "sys.inotify_init1", "sys.eventfd"],
    when: isLinux,
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { reader, writer } = fixture.readyPipe();
      const counter = fixture.own(sys.eventfd(5, constants.EFD_NONBLOCK!));
      const timer = fixture.own(sys.timerfd_create(constants.CLOCK_MONOTONIC!, constants.TFD_NONBLOCK!));
      const watcher = fixture.own(sys.inotify_init1(constants.IN_NONBLOCK!));
      const directory = fixture.own(sys.open("/", constants.O_RDONLY!));
      const file = fixture.own(sys.open("/proc/self/stat", constants.O_RDONLY!));
      const terminal = fixture.own(
        sys.open("/dev/ptmx", constants.O_RDWR! | constants.O_NOCTTY! | constants.O_NONBLOCK!),
      );
      const zero = fixture.own(sys.open("/dev/zero", constants.O_RDWR!));
      const list = [timer, watcher, counter, directory, file, terminal, zero, reader, timer, counter, file];
      const bytes = new Uint8Array(STRIDE);
      const { results, texts } = readAll(fixture, list);
      const busy = -errno.EAGAIN!;
      assert.deepEqual(results, [busy, busy, 8, -errno.EISDIR!, STRIDE, busy, STRIDE, 1, busy, busy, STRIDE]);
      assert.match(texts[4]!, new RegExp(`^${process.pid} `));
      assert.notEqual(texts[10], texts[4], "it goes on where it was");
      assert.deepEqual([...Buffer.from(texts[2]!, "latin1")], [5, 0, 0, 0, 0, 0, 0, 0]);
      const eight = "\u0003".padEnd(8, "\0");
      const written = writeAll(fixture, [
        [timer, eight],
        [counter, eight],
        [directory, "no"],
        [watcher, "no"],
        [zero, "yes"],
        [counter, "short"],
        [writer, "yes"],
      ]);
      const invalid = -errno.EINVAL!;
      assert.deepEqual(written, [invalid, 8, -errno.EBADF!, -errno.EBADF!, 3, invalid, 3]);
      assert.equal(sys.read(counter, bytes), 8);
      assert.equal(bytes[0], 3);
    },
  },
  {
    name: "sys.all.a-blocking-descriptor-waits-in-its-turn",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const [one, other] = fixture.pair();
      const fds = new Int32Array(2);
      assert.equal(sys.pipe(fds), 0);
      const [reader, writer] = [fixture.own(fds[0]!), fixture.own(fds[1]!)];
      assert.equal(sys.fcntl(reader, constants.F_GETFL!, 0) & constants.O_NONBLOCK!, 0, "it blocks");
      // The same call fills the pipe that a later one of the list waits for; on its own it would wait forever.
      assert.deepEqual(
        writeAll(fixture, [
          [one, "a"],
          [writer, "b"],
          [one, "c"],
        ]),
        [1, 1, 1],
      );
      const { results, texts } = readAll(fixture, [other, reader, other]);
      assert.deepEqual(texts.slice(0, 2), ["ac", "b"]);
      assert.deepEqual(results.slice(0, 2), [2, 1]);
    },
  },
  {
    name: "sys.all.many",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { errno } = fixture.module;
      const pairs = Array.from({ length: 40 }, () => fixture.pair());
      const order = Array.from({ length: MANY }, (_, index) => (index * 7) % 40);
      const results = writeAll(
        fixture,
        order.map((pair, index) => [pairs[pair]![0], `${index};`]),
      );
      assert.deepEqual(
        results,
        order.map((_, index) => `${index};`.length),
      );
      const all = readAll(
        fixture,
        Array.from({ length: MANY }, (_, index) => pairs[index % 40]![1]),
        64,
      );
      for (let pair = 0; pair < 40; pair++) {
        const expected = order.flatMap((which, index) => (which === pair ? [`${index};`] : [])).join("");
        assert.equal(all.texts[pair], expected);
      }
      assert.deepEqual([all.returned, ...all.results.slice(40)], [40, ...new Array(MANY - 40).fill(-errno.EAGAIN!)]);
    },
  },
  {
    name: "sys.all.none-and-nothing",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const { reader, writer } = fixture.readyPipe();
      const none = new Int32Array(0);
      const results = Int32Array.of(UNTOUCHED);
      assert.equal(sys.readAll(none, 0, new Uint8Array(0), 0, none), 0);
      assert.equal(sys.writeAll(none, 0, new Uint8Array(0), none, none, none), 0);
      assert.equal(sys.readAll(Int32Array.of(reader), 0, new Uint8Array(8), 8, results), 0);
      assert.equal(results[0], UNTOUCHED);
      // No bytes: the kernel is asked all the same.
      assert.equal(sys.readAll(Int32Array.of(reader), 1, new Uint8Array(0), 0, results), 1);
      assert.equal(results[0], 0);
      assert.deepEqual(
        writeAll(fixture, [
          [writer, ""],
          [NOT_OPEN, ""],
        ]),
        [0, -errno.EBADF!],
      );
      assert.deepEqual(readAll(fixture, [reader, reader]).results, [1, -errno.EAGAIN!], "the byte is still there");
    },
  },
];
