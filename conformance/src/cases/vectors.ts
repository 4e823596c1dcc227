import assert from "node:assert/strict";
import type { Bytes } from "../adapter.ts";
import type { Case } from "../case.ts";
import { assertTypeRefused } from "../support/errors.ts";

const NOT_OPEN = 2 ** 31 - 1;

/** Reading and writing several arrays in one call: readv, writev. */
export const vectors: readonly Case[] = [
  {
    name: "sys.vectors.in-order",
    covers: ["sys.readv", "sys.writev"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const given = [
        Uint8Array.of(1, 2),
        new Uint8Array(0),
        Int16Array.of(0x0403),
        Uint8Array.of(9, 5, 9).subarray(1, 2),
      ];
      assert.equal(sys.writev(writer, given), 5);
      const [one, two, three] = [new Uint8Array(3), new Int16Array(1), new Uint8Array(5).fill(7)];
      assert.equal(sys.readv(reader, [one, new Uint8Array(0), two.subarray(1), three.subarray(1)]), 5);
      assert.deepEqual([[...one], [...two], [...three]], [[1, 2, 3], [0], [7, 4, 5, 7, 7]]);
    },
  },
  {
    name: "sys.vectors.any-array",
    covers: ["sys.readv", "sys.writev"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const shared = new Uint8Array(new SharedArrayBuffer(16), 4, 4).fill(3);
      const pooled = [Buffer.from("one"), Buffer.from("two")];
      assert.equal(sys.writev(writer, [...pooled, shared, new BigInt64Array([-2n])]), 18);
      const back = [new Int8Array(3), new Uint8ClampedArray(3), new Uint32Array(1), new BigInt64Array(1)];
      assert.equal(sys.readv(reader, back), 18);
      assert.deepEqual(Buffer.from(back[0] as Int8Array).toString(), "one");
      assert.deepEqual([(back[2] as Uint32Array)[0], (back[3] as BigInt64Array)[0]], [0x03030303, -2n]);
      const twice = Uint8Array.of(8);
      assert.equal(sys.writev(writer, [twice, twice, twice]), 3, "one array several times");
      assert.equal(fixture.drain(reader), 3);
    },
  },
  {
    name: "sys.vectors.none-and-many",
    covers: ["sys.readv", "sys.writev"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      assert.equal(sys.writev(writer, []), 0);
      const many = Array.from({ length: 1_024 }, (_, index) => Uint8Array.of(index & 255, index >> 8));
      assert.equal(sys.writev(writer, many), 2_048);
      const back = Array.from({ length: 1_024 }, () => new Uint8Array(2));
      assert.equal(sys.readv(reader, back), 2_048);
      assert.deepEqual(back, many);
      assert.equal(sys.writev(writer, [Uint8Array.of(1)]), 1, "fewer afterwards");
      const few = [new Uint8Array(4), new Uint8Array(4)];
      assert.equal(sys.readv(reader, few), 1);
      assert.deepEqual([few[0]![0], few[1]![0]], [1, 0]);
    },
  },
  {
    name: "sys.vectors.errors",
    covers: ["sys.readv:-errno", "sys.writev:-errno"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const arrays = [new Uint8Array(4), new Uint8Array(4)];
      assert.equal(sys.readv(reader, arrays), -errno.EAGAIN!);
      assert.equal(sys.readv(NOT_OPEN, arrays), -errno.EBADF!);
      assert.equal(sys.writev(NOT_OPEN, arrays), -errno.EBADF!);
      fixture.close(reader);
      assert.equal(sys.writev(writer, arrays), -errno.EPIPE!);
    },
  },
  {
    name: "sys.vectors.lists-that-change",
    covers: ["sys.readv:ERR_INVALID_ARG_TYPE", "sys.writev:ERR_INVALID_ARG_TYPE", "sys.writev"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const detach = (array: Uint8Array) => structuredClone(array.buffer, { transfer: [array.buffer as ArrayBuffer] });
      for (const call of [(list: Bytes[]) => sys.writev(writer, list), (list: Bytes[]) => sys.readv(reader, list)]) {
        // Reading the second element takes the memory of the first away.
        const first = new Uint8Array(8);
        const list: Bytes[] = [first];
        Object.defineProperty(list, 1, {
          get: () => {
            detach(first);
            return new Uint8Array(8);
          },
        });
        assertTypeRefused(() => call(list), "a getter that detaches another element");
        const Resizable = ArrayBuffer as unknown as new (length: number, options: object) => ArrayBuffer;
        const resizable = new Uint8Array(new Resizable(8, { maxByteLength: 64 }));
        assertTypeRefused(() => call([new Uint8Array(8), resizable]), "a resizable array");
      }
      assert.equal(fixture.drain(reader), 0, "nothing was written");
      assert.equal(sys.writev(writer, [Uint8Array.of(1, 2)]), 2, "what was refused leaves nothing behind");
    },
  },
  {
    name: "sys.vectors.garbage",
    covers: ["sys.readv", "sys.writev"],
    run(fixture) {
      const { sys } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const keep: unknown[] = [];
      for (let round = 0; round < 3_000; round++) {
        keep[round % 50] = Array.from({ length: 20 }, () => new Uint8Array(100 + (round % 7)));
        const value = round & 127;
        const [one, two] = [new Uint8Array(24).fill(value), new Uint8Array(3_000).fill(value + 1)];
        if (sys.writev(writer, [one, two]) !== 3_024) assert.fail(`writev, round ${round}`);
        const [small, large] = [new Uint8Array(24), new Uint8Array(3_000)];
        if (sys.readv(reader, [small, large]) !== 3_024) assert.fail(`readv, round ${round}`);
        const right = small.every((byte) => byte === value) && large.every((byte) => byte === value + 1);
        if (!right) assert.fail(`the bytes of round ${round}`);
      }
    },
  },
];
