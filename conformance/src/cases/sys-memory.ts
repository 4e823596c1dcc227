import assert from "node:assert/strict";
import fc from "fast-check";
import type { SysLike } from "../adapter.ts";
import type { Case } from "../case.ts";
import { type BadValue, noNumbers } from "../support/bad-values.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";

type Transfer = SysLike["read"];

/** Reading from and writing to a pipe with bytes in it: a refused call must not have happened. */
function both(fixture: Fixture): [name: string, transfer: (...args: unknown[]) => number][] {
  const { sys } = fixture.module;
  const { reader, writer } = fixture.readyPipe();
  const bound = (transfer: Transfer, fd: number) => (bytes: unknown, offset?: unknown, length?: unknown) =>
    transfer(fd, bytes as Uint8Array, offset as number, length as number);
  return [
    ["write", bound(sys.write, writer)],
    ["read", bound(sys.read, reader)],
  ];
}

function pattern(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 31 + seed * 7) & 255);
}

/** `new ArrayBuffer(16, { maxByteLength: 64 })`, which this TypeScript does not know yet. */
function resizable(): ArrayBuffer {
  const Resizable = ArrayBuffer as unknown as new (length: number, options: { maxByteLength: number }) => ArrayBuffer;
  const buffer = new Resizable(16, { maxByteLength: 64 });
  assert.equal((buffer as { resizable?: boolean }).resizable, true, "this runtime has resizable buffers");
  return buffer;
}

function detached(): Uint8Array {
  const bytes = new Uint8Array(16);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  assert.equal(bytes.length, 0);
  return bytes;
}

export const sysMemory: readonly Case[] = [
  {
    name: "sys.memory.windows-out-of-bounds",
    covers: ["sys.read:ERR_OUT_OF_RANGE", "sys.write:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const bytes = new Uint8Array(16);
      const windows: [number, number?][] = [
        [17],
        [-1],
        [1.5],
        [Number.NaN],
        [2 ** 31],
        [2 ** 32],
        [Number.POSITIVE_INFINITY],
      ];
      windows.push([0, 17], [1, 16], [16, 1], [0, -1], [4, -4], [0, 1.5], [0, Number.NaN], [0, 2 ** 32], [2 ** 32, 1]);
      for (const [name, transfer] of both(fixture)) {
        for (const [offset, length] of windows) {
          assertRangeRefused(() => transfer(bytes, offset, length), `${name}, offset ${offset}, length ${length}`);
        }
        // A view whose buffer continues after its end.
        const view = new Uint8Array(new ArrayBuffer(64), 16, 16);
        assertRangeRefused(() => transfer(view, 0, 17), `${name} beyond a view`);
        assertRangeRefused(() => transfer(view, 17), `${name} beyond a view`);
        assert.equal(transfer(bytes, 0, 1), 1, "nothing was read or written before");
      }
    },
  },
  {
    name: "sys.memory.windows-of-wrong-types",
    covers: ["sys.read:ERR_INVALID_ARG_TYPE", "sys.write:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const bytes = new Uint8Array(16);
      const values = noNumbers.filter(([, value]) => value !== undefined) satisfies BadValue[];
      for (const [name, transfer] of both(fixture)) {
        for (const [label, value] of values) {
          assertTypeRefused(() => transfer(bytes, value), `${name}, offset ${label}`);
          assertTypeRefused(() => transfer(bytes, value, 1), `${name}, offset ${label} with a length`);
          assertTypeRefused(() => transfer(bytes, 0, value), `${name}, length ${label}`);
        }
        assert.equal(transfer(bytes, undefined, 1), 1, "undefined counts as left out");
      }
    },
  },
  {
    name: "sys.memory.detached-and-resizable",
    covers: ["sys.read:ERR_INVALID_ARG_TYPE", "sys.write:ERR_INVALID_ARG_TYPE", "sys.pipe:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const gone = detached();
      const growing = resizable();
      for (const [name, transfer] of both(fixture)) {
        assertTypeRefused(() => transfer(gone), `${name}, detached`);
        assertTypeRefused(() => transfer(gone, 0, 0), `${name}, detached, a window of nothing`);
        assertTypeRefused(() => transfer(new Uint8Array(growing)), `${name}, resizable`);
        assertTypeRefused(() => transfer(new Uint8Array(growing, 4, 4)), `${name}, a fixed view of a resizable buffer`);
        assert.equal(transfer(new Uint8Array(1)), 1);
      }
      const { sys, constants } = fixture.module;
      for (const memory of [gone, new Int32Array(growing)]) {
        assertTypeRefused(() => sys.pipe(memory), "pipe");
        assertTypeRefused(() => sys.socketpair(constants.AF_UNIX!, constants.SOCK_STREAM!, 0, memory), "socketpair");
        assertTypeRefused(() => sys.getsockname(0, memory), "getsockname");
        assertTypeRefused(() => sys.getrlimit(constants.RLIMIT_NOFILE!, memory), "getrlimit");
      }
    },
  },
  {
    name: "sys.memory.every-kind-of-array",
    covers: ["sys.read", "sys.write"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const arrays: [string, () => Uint8Array][] = [
        ["a small Uint8Array", () => new Uint8Array(16)],
        ["a Uint8Array whose buffer was touched", () => touched(new Uint8Array(16))],
        ["a Uint8Array on the first bytes of a buffer", () => new Uint8Array(new ArrayBuffer(64), 0, 16)],
        ["a Uint8Array in the midst of a buffer", () => new Uint8Array(new ArrayBuffer(64), 13, 16)],
        ["a subarray of a subarray", () => new Uint8Array(64).subarray(5).subarray(3, 19)],
        ["a Buffer of the pool", () => Buffer.from("0123456789abcdef")],
        ["a Buffer.alloc", () => Buffer.alloc(16)],
        ["shared memory", () => new Uint8Array(new SharedArrayBuffer(64), 8, 16)],
        ["a subclass", () => new (class extends Uint8Array {})(16)],
        ["a large one", () => new Uint8Array(40_000).subarray(39_984)],
      ];
      for (const [label, make] of arrays) {
        const [source, target] = [make(), make()];
        assert.equal(source.length, 16, label);
        source.set(pattern(16));
        target.fill(0);
        const around = new Uint8Array(target.buffer).slice();
        assert.equal(sys.write(writer, source), 16, label);
        assert.equal(sys.read(reader, target), 16, label);
        assert.deepEqual([...target], [...pattern(16)], label);
        const after = new Uint8Array(target.buffer).slice();
        around.set(pattern(16), target.byteOffset);
        assert.deepEqual(after, around, `${label}: nothing beside it was written`);
      }
    },
  },
  {
    name: "sys.memory.windows.property",
    covers: ["sys.read", "sys.write"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const layout = fc.record({
        before: fc.nat(20),
        size: fc.nat(300),
        after: fc.nat(20),
        offset: fc.nat(320),
        length: fc.option(fc.nat(320), { nil: undefined }),
      });
      fc.assert(
        fc.property(layout, ({ before, size, after, offset, length }) => {
          const view = pattern(before + size + after).subarray(before, before + size);
          const fits = offset <= size && (length ?? 0) <= size - offset;
          if (!fits) {
            assertRangeRefused(() => sys.write(writer, view, offset, length), `${offset}+${length} of ${size}`);
            return;
          }
          const count = length ?? size - offset;
          assert.equal(sys.write(writer, view, offset, length), count);
          const target = new Uint8Array(before + size + after);
          const window = target.subarray(before, before + size);
          const got = count === 0 ? 0 : sys.read(reader, window, offset, length);
          assert.equal(got, count);
          const expected = new Uint8Array(target.length);
          expected.set(view.subarray(offset, offset + count), before + offset);
          assert.deepEqual(target, expected);
        }),
        { numRuns: 500 },
      );
    },
  },
  {
    name: "sys.memory.nothing",
    covers: ["sys.read", "sys.write"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.readyPipe();
      const bytes = new Uint8Array(8);
      for (const transfer of [
        () => sys.write(writer, new Uint8Array(0)),
        () => sys.write(writer, bytes, 8),
        () => sys.write(writer, bytes, 3, 0),
      ]) {
        assert.equal(transfer(), 0);
      }
      for (const transfer of [
        () => sys.read(reader, new Uint8Array(0)),
        () => sys.read(reader, bytes, 8),
        () => sys.read(reader, bytes, 8, 0),
      ]) {
        assert.equal(transfer(), 0);
      }
      assert.equal(fixture.drain(reader), 1, "the byte is still there");
      assert.deepEqual([...bytes], new Array(8).fill(0));
    },
  },
  {
    name: "sys.memory.a-mebibyte",
    covers: ["sys.read", "sys.write"],
    run(fixture) {
      const { sys, errno } = fixture.module;
      const [one, other] = fixture.pair();
      const source = pattern(2 ** 20, 3);
      const target = new Uint8Array(2 ** 20);
      let [written, read] = [0, 0];
      while (read < target.length) {
        const sent = written < source.length ? sys.write(one, source, written) : 0;
        assert.ok(sent >= 0 || sent === -errno.EAGAIN!, `write: ${sent}`);
        written += Math.max(sent, 0);
        const got = sys.read(other, target, read);
        assert.ok(got > 0, `read: ${got}`);
        read += got;
      }
      assert.deepEqual([written, Buffer.compare(source, target)], [2 ** 20, 0]);
      fixture.module.sys.write(one, source, 0, 100);
      assert.equal(sys.read(other, target, 2 ** 20 - 50), 50, "only as much as there is room for");
    },
  },
];

/** Reads `.buffer`, which moves a small array's memory in some runtimes. */
function touched(bytes: Uint8Array): Uint8Array {
  assert.ok(bytes.buffer.byteLength > 0);
  return bytes;
}
