import assert from "node:assert/strict";
import fc from "fast-check";
import { vectors } from "../../../generated/conformance/vectors.ts";
import type { Case } from "../case.ts";
import { noDescriptors, noNumbers } from "../support/bad-values.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";

const MAX_DESCRIPTOR = 2 ** 31 - 1;
const edges = [0, 1, 2, 255, 256, 65_535, 65_536, 2 ** 24 - 1, 2 ** 24, MAX_DESCRIPTOR - 1, MAX_DESCRIPTOR];

const descriptor = fc.oneof(fc.integer({ min: 0, max: MAX_DESCRIPTOR }), fc.constantFrom(...edges));

export const encoding: readonly Case[] = [
  {
    name: "encoding.vectors",
    covers: ["EventObject", "EventObject.decode"],
    run({ module: { EventKind, EventObject } }) {
      assert.ok(vectors.length > 0, "there are vectors");
      for (const { kind, tag, factory, fd, word } of vectors) {
        const kinds: Readonly<Record<string, number>> = EventKind;
        assert.equal(kinds[kind], tag, `EventKind.${kind}`);
        assert.equal(new EventObject(fd, tag as 1).encode(), word, `${kind} ${fd}`);
        const make = (EventObject as unknown as Record<string, (fd: number) => unknown>)[factory]!;
        assert.equal((make(fd) as { encode(): number }).encode(), word, `EventObject.${factory}(${fd})`);
        for (const data of [word, BigInt(word)]) {
          const decoded = EventObject.decode(data);
          assert.deepEqual([decoded.fd, decoded.kind, decoded.readiness], [fd, tag, 0], `decode(${data})`);
        }
      }
    },
  },
  {
    name: "encoding.roundtrip.edges",
    covers: ["EventObject", "EventObject.decode"],
    run({ module: { EventKind, EventObject } }) {
      const words = new Set<number>();
      for (const kind of Object.values(EventKind)) {
        for (const fd of edges) {
          const word = new EventObject(fd, kind).encode();
          assert.equal(BigInt(word), (BigInt(fd) << 8n) | BigInt(kind), `${fd} ${kind}`);
          const { fd: decodedFd, kind: decodedKind } = EventObject.decode(word);
          assert.deepEqual([decodedFd, decodedKind], [fd, kind]);
          words.add(word);
        }
      }
      assert.equal(words.size, edges.length * Object.keys(EventKind).length, "no two events share a word");
    },
  },
  {
    name: "encoding.roundtrip.property",
    covers: ["EventObject", "EventObject.decode"],
    run({ module: { EventKind, EventObject } }) {
      const kind = fc.constantFrom(...Object.values(EventKind));
      fc.assert(
        fc.property(descriptor, kind, fc.boolean(), (fd, tag, big) => {
          const word = new EventObject(fd, tag).encode();
          assert.equal(word, fd * 256 + tag);
          const decoded = EventObject.decode(big ? BigInt(word) : word);
          assert.equal(decoded.fd, fd);
          assert.equal(decoded.kind, tag);
          assert.equal(decoded.encode(), word);
        }),
        { numRuns: 1_000 },
      );
    },
  },
  {
    name: "encoding.decode.inverse.property",
    covers: ["EventObject.decode"],
    run({ module: { EventKind, EventObject } }) {
      const known = new Set<number>(Object.values(EventKind));
      const word = fc.oneof(
        fc.bigInt({ min: 0n, max: 2n ** 39n - 1n }),
        fc.bigInt({ min: -(2n ** 64n), max: 2n ** 65n }),
        fc.bigInt({ min: 0n, max: 2_000n }),
      );
      fc.assert(
        fc.property(word, (data) => {
          const valid = data >= 0n && data < 2n ** 39n && known.has(Number(data & 255n));
          if (valid) assert.equal(BigInt(EventObject.decode(data).encode()), data);
          else assertRangeRefused(() => EventObject.decode(data), `decode(${data}n)`);
        }),
        { numRuns: 2_000 },
      );
    },
  },
  {
    name: "encoding.decode.bad-words",
    covers: ["EventObject.decode:ERR_OUT_OF_RANGE"],
    run({ module: { EventObject } }) {
      const words: (number | bigint)[] = [-1, -257, 1.5, Number.NaN, 2 ** 39, 2 ** 39 + 1, 2 ** 53 + 2, -1n, 2n ** 39n];
      words.push(2n ** 39n + 1n, 2n ** 64n - 1n, 2n ** 64n + 1n, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
      // Tag 0 belongs to the poller; tags from 64 on are never in the spec.
      words.push(0, 0n, 256, 64, 255, 255n, (7 << 8) | 64);
      for (const word of words) {
        const error = assertRangeRefused(() => EventObject.decode(word), `decode(${word})`);
        assert.ok(error.message.includes(String(word)), `the message names ${word}: ${error.message}`);
      }
    },
  },
  {
    name: "encoding.decode.wrong-types",
    covers: ["EventObject.decode:ERR_INVALID_ARG_TYPE"],
    run({ module: { EventObject } }) {
      for (const [label, value] of noNumbers) {
        if (typeof value !== "bigint") assertTypeRefused(() => EventObject.decode(value as never), `decode(${label})`);
      }
    },
  },
  {
    name: "encoding.constructor.arguments",
    covers: ["EventObject:ERR_INVALID_ARG_TYPE", "EventObject:ERR_OUT_OF_RANGE"],
    run({ module: { EventKind, EventObject } }) {
      const factories = EventObject as unknown as Record<string, (fd: unknown) => unknown>;
      for (const [label, value] of noNumbers) {
        assertTypeRefused(() => new EventObject(value as never, EventKind.Client), `fd ${label}`);
        assertTypeRefused(() => new EventObject(1, value as never), `kind ${label}`);
        assertTypeRefused(() => factories.server!(value), `server(${label})`);
        assertTypeRefused(() => factories.client!(value), `client(${label})`);
      }
      for (const [label, value] of noDescriptors) {
        assertRangeRefused(() => new EventObject(value as never, EventKind.Client), `fd ${label}`);
        assertRangeRefused(() => factories.client!(value), `client(${label})`);
      }
      for (const kind of [0, 64, 255, 256, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        assertRangeRefused(() => new EventObject(1, kind as never), `kind ${kind}`);
      }
    },
  },
  {
    name: "encoding.constructor.fields",
    covers: ["EventObject"],
    run({ module: { EventKind, EventObject } }) {
      const event = new EventObject(7, EventKind.Server);
      assert.ok(event instanceof EventObject);
      assert.deepEqual([event.fd, event.kind, event.readiness], [7, EventKind.Server, 0]);
      const factories = EventObject as unknown as Record<"server" | "client", (fd: number) => typeof event>;
      assert.ok(factories.server(1) instanceof EventObject);
      assert.deepEqual([factories.server(8).fd, factories.server(8).kind], [8, EventKind.Server]);
      assert.deepEqual([factories.client(9).fd, factories.client(9).kind], [9, EventKind.Client]);
      assert.ok(EventObject.decode(event.encode()) instanceof EventObject);
    },
  },
];
