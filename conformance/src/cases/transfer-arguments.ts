import assert from "node:assert/strict";
import type { SysLike } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { startThread } from "../support/threads.ts";

const SIZE = 64;

interface Arrays {
  readonly fds: Int32Array;
  readonly bytes: Uint8Array;
  readonly offsets: Int32Array;
  readonly lengths: Int32Array;
  readonly results: Int32Array;
}

/** Two transfers of 8 bytes with this descriptor, in arrays that a test then makes wrong. */
function arrays(fd: number, wrong: Partial<Arrays> = {}): Arrays {
  return {
    fds: Int32Array.of(fd, fd),
    bytes: new Uint8Array(SIZE),
    offsets: Int32Array.of(0, 8),
    lengths: Int32Array.of(8, 8),
    results: new Int32Array(2),
    ...wrong,
  };
}

function write(sys: SysLike, { fds, bytes, offsets, lengths, results }: Arrays, count = 2): number {
  return sys.writeAll(fds, count, bytes, offsets, lengths, results);
}

function read(sys: SysLike, { fds, bytes, results }: Arrays, count = 2, stride = 8): number {
  return sys.readAll(fds, count, bytes, stride, results);
}

function detach(array: Int32Array | Uint8Array): void {
  structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
}

/** An array whose check makes the caller's code run, which takes the memory of another one away. */
function taking<T extends Int32Array | Uint8Array>(array: T, other: Int32Array | Uint8Array): T {
  return Object.defineProperty(array, "BYTES_PER_ELEMENT", {
    get() {
      if (other.length > 0) detach(other);
      return 1;
    },
  });
}

/** The descriptor of a pipe with bytes in it and its other end: nothing may be read or written by a call that is refused. */
function untouched(fixture: Fixture, action: (reader: number, writer: number) => void): void {
  const { errno, sys } = fixture.module;
  const { reader, writer } = fixture.readyPipe();
  action(reader, writer);
  assert.equal(sys.read(reader, new Uint8Array(SIZE)), 1, "nothing was written, and nothing read");
  assert.equal(sys.read(reader, new Uint8Array(SIZE)), -errno.EAGAIN!);
}

/** What readAll and writeAll refuse, before they read or write anything, and what they do with arrays that change. */
export const transferArguments: readonly Case[] = [
  {
    name: "sys.all.arguments.out-of-range",
    covers: ["sys.readAll:ERR_OUT_OF_RANGE", "sys.writeAll:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const { sys } = fixture.module;
      untouched(fixture, (reader, writer) => {
        for (const count of [3, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -1, 1.5, Number.NaN]) {
          assertRangeRefused(() => write(sys, arrays(writer), count), `count ${count}`);
          assertRangeRefused(() => read(sys, arrays(reader), count), `count ${count}`);
        }
        for (const key of ["fds", "offsets", "lengths", "results"] as const) {
          const short = { [key]: Int32Array.of(writer) };
          assertRangeRefused(() => write(sys, arrays(writer, short)), `${key} are too few`);
        }
        for (const key of ["fds", "results"] as const) {
          assertRangeRefused(() => read(sys, arrays(reader, { [key]: Int32Array.of(reader) })), `${key} are too few`);
        }
        for (const stride of [33, 2 ** 31, 2 ** 32 - 1, 2 ** 32, -1, 0.5, Number.NaN]) {
          assertRangeRefused(() => read(sys, arrays(reader), 2, stride), `stride ${stride}`);
        }
        const parts = [
          [65, 0],
          [-1, 1],
          [64, 1],
          [60, 5],
          [0, 65],
          [0, -1],
          [2 ** 31 - 1, 2 ** 31 - 1],
        ] as const;
        for (const [offset, length] of parts) {
          // The second: the first must not have been written.
          const wrong = { offsets: Int32Array.of(0, offset), lengths: Int32Array.of(8, length) };
          assertRangeRefused(() => write(sys, arrays(writer, wrong)), `offset ${offset}, length ${length}`);
        }
        const view = new Uint8Array(new ArrayBuffer(256), 16, SIZE);
        assertRangeRefused(() => read(sys, arrays(reader, { bytes: view }), 2, 33), "beyond a view");
      });
    },
  },
  {
    name: "sys.all.arguments.arrays-that-lie",
    covers: ["sys.readAll:ERR_OUT_OF_RANGE", "sys.writeAll:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const { sys } = fixture.module;
      const lie = <T extends object>(array: T): T =>
        Object.defineProperties(array, { length: { value: 1_000 }, byteLength: { value: 4_000 } });
      untouched(fixture, (reader, writer) => {
        for (const key of ["fds", "offsets", "lengths", "results"] as const) {
          const wrong = { [key]: lie(Int32Array.of(writer, writer)) };
          assertRangeRefused(() => write(sys, arrays(writer, wrong), 3), `${key} that say they are more`);
        }
        assertRangeRefused(() => read(sys, arrays(reader, { bytes: lie(new Uint8Array(8)) })), "bytes");
        assertRangeRefused(() => read(sys, arrays(reader, { results: lie(new Int32Array(1)) })), "results");
      });
    },
  },
  {
    name: "sys.all.arguments.detached-and-resizable",
    covers: ["sys.readAll:ERR_INVALID_ARG_TYPE", "sys.writeAll:ERR_INVALID_ARG_TYPE"],
    run(fixture) {
      const { sys } = fixture.module;
      const Resizable = ArrayBuffer as unknown as new (size: number, options: { maxByteLength: number }) => ArrayBuffer;
      untouched(fixture, (reader, writer) => {
        for (const key of ["fds", "bytes", "offsets", "lengths", "results"] as const) {
          const gone = arrays(writer);
          detach(gone[key]);
          const growing = new Resizable(SIZE, { maxByteLength: 2 * SIZE });
          const wrong = { [key]: key === "bytes" ? new Uint8Array(growing) : new Int32Array(growing) };
          for (const [what, refused] of [
            ["detached", gone],
            ["resizable", arrays(writer, wrong)],
          ] as const) {
            assertTypeRefused(() => write(sys, refused), `writeAll: ${key}, ${what}`);
            if (key === "offsets" || key === "lengths") continue;
            assertTypeRefused(() => read(sys, refused), `readAll: ${key}, ${what}`);
          }
        }
        // Detached by a getter that the check of the bytes calls.
        for (const key of ["fds", "offsets", "lengths", "results", "bytes"] as const) {
          const one = arrays(writer);
          taking(one.bytes, one[key]);
          assertTypeRefused(() => write(sys, one), `writeAll: ${key}, detached meanwhile`);
        }
        for (const key of ["fds", "results", "bytes"] as const) {
          const one = arrays(reader);
          taking(one.bytes, one[key]);
          assertTypeRefused(() => read(sys, one), `readAll: ${key}, detached meanwhile`);
        }
      });
    },
  },
  {
    name: "sys.all.arguments.one-memory-for-all",
    covers: ["sys.readAll", "sys.writeAll"],
    run(fixture) {
      const { sys } = fixture.module;
      const [one, other] = fixture.pair();
      // The list of descriptors is the memory that is read into: what counts is what it was.
      const list = Int32Array.of(other, other, 0, 0);
      assert.equal(sys.write(one, new Uint8Array(8).fill(0xff)), 8);
      assert.equal(sys.readAll(list, 2, list, 4, list.subarray(2)), 2);
      assert.deepEqual([...list], [-1, -1, 4, 4]);
      // And the results are written over what says how much to write.
      const lengths = Int32Array.of(5, 6, 7);
      const fds = Int32Array.of(one, one, one);
      assert.equal(sys.writeAll(fds, 3, new Uint8Array(8), new Int32Array(3), lengths, lengths), 3);
      assert.deepEqual([...lengths], [5, 6, 7]);
      const shifted = Int32Array.of(5, 6, 7, 0);
      assert.equal(sys.writeAll(fds, 3, new Uint8Array(8), new Int32Array(3), shifted, shifted.subarray(1)), 3);
      assert.deepEqual([...shifted], [5, 5, 6, 7]);
      assert.equal(fixture.drain(other), 36);
    },
  },
  {
    name: "sys.all.arguments.shared-with-a-thread-that-changes-them",
    covers: ["sys.writeAll", "sys.writeAll:ERR_OUT_OF_RANGE"],
    needs: ["url"],
    async run(fixture) {
      const { sys } = fixture.module;
      const thread = await startThread(fixture);
      const [one, other] = fixture.pair();
      // So many that the thread has time for a change between the check of the first and its write.
      const count = 1_000;
      const cells = new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
      thread.post({ do: "scribble", cells: cells.buffer as SharedArrayBuffer, values: [8, 1 << 24] });
      await thread.next();
      const [fds, offsets, results] = [0, 0, 0].map(() => new Int32Array(count)) as [
        Int32Array,
        Int32Array,
        Int32Array,
      ];
      fds.fill(-1).set([one]);
      let refused = 0;
      let written = 0;
      for (let round = 0; round < 5_000 && (refused < 60 || written < 60); round++) {
        try {
          sys.writeAll(fds, count, new Uint8Array(SIZE), offsets, cells, results);
          written++;
          assert.ok(results[0]! <= SIZE, `${results[0]} bytes of ${SIZE}`);
          fixture.drain(other);
        } catch (error) {
          if ((error as { code?: string }).code !== "ERR_OUT_OF_RANGE") throw error;
          refused++;
        }
      }
      Atomics.store(cells, 1, 1);
      assert.equal(await thread.next(), "scribbled");
      assert.ok(refused > 0 && written > 0, `${refused} refused, ${written} written`);
    },
  },
];
