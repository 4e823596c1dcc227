// The conformance suite in which another thread takes every poller's events, as if each poller held a file whose event a look
// from outside would consume (waits/taker.ts). It is called from packages/*/test/taken.test.ts.

import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "@pollio/conformance";
import { describe, expect, test } from "vitest";
import { type BackendAdapter, TAKE_ALWAYS } from "../src/backend/adapter.ts";
import type { OsPoller, ReadyEvents } from "../src/index.ts";
import { openPerfEvent } from "./perf-events.ts";

/** epoll_ctl(2). */
const EPOLLHUP = 0x10;

/** The themes that involve asynchronous waits; npm run test:all runs all of them. */
const THEMES = [
  "async.",
  "iterate.",
  "events.",
  "host.",
  "keep-alive.",
  "shared.",
  "nesting.",
  "wake.",
  "workers.",
  "leaks.",
];

const DEEP = {
  case: "lost-pollers.nested.",
  reason: "nobody watches the poller from outside, so its depth has no limit to exceed",
};
const HUNDRED = {
  case: "async.a-hundred-pollers",
  reason: "a hundred workers start, one for each poller, which takes longer than the case waits",
};

/** `byWorker` says that the backend has no native thread for it. */
export async function takenSuite(name: string, { byWorker = false } = {}): Promise<void> {
  if (process.platform !== "linux") return void test.skip("events are taken on Linux alone");
  process.env[TAKE_ALWAYS] = "1";
  const { adapter } = (await import(`@pollio/${name}/adapter`)) as { adapter: BackendAdapter };
  const { OsPoller } = adapter.module;
  // A worker that waits is kept for the next wait, and so are its descriptors. It is there when it has taken the wake-up.
  const first = new OsPoller();
  const woken = first.waitAsync();
  setTimeout(() => first.notify(), 50);
  await woken;
  first.close();

  test("every poller's events are taken: it has a descriptor more", async () => {
    const descriptors = async (): Promise<number> => (await import("node:fs")).readdirSync("/dev/fd").length;
    const poller = new OsPoller();
    const before = await descriptors();
    const wait = poller.waitAsync(200);
    expect((await descriptors()) - before).toBeGreaterThan(0);
    await wait;
    // What lent the thread may give its own descriptor back a little later.
    await expect.poll(async () => (await descriptors()) - before, { timeout: 2_000 }).toBe(1);
    poller.close();
  });

  describe.each([
    ["Readable", adapter.module.Interest.Readable],
    ["Readable and Priority", adapter.module.Interest.Readable | adapter.module.Interest.Priority],
  ])(
    "bytes that are read after another thread took the event of a pipe that is registered for %s, level",
    (_, interest) => {
      /** A pending wait whose event the other thread has taken, and whose byte was then read. */
      const readMeanwhile = async () => {
        const { pipe, sys } = adapter.module;
        const poller = new OsPoller();
        const [reader, writer] = pipe();
        poller.add({ fd: reader, kind: 2 }, { interest });
        const wait = poller.waitAsync();
        await sleep(50); // The other thread waits.
        sys.write(writer, new Uint8Array(1));
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100); // It has taken the event.
        sys.read(reader, new Uint8Array(1));
        return { poller, wait, reader, writer, sys };
      };

      test("are not reported", async () => {
        const { poller, wait, reader, writer, sys } = await readMeanwhile();
        expect(await Promise.race([wait, sleep(50, "pending")])).toBe("pending");
        poller.close();
        await wait.catch(() => {});
        for (const fd of [reader, writer]) sys.close(fd);
      });

      test("are not added to what the kernel reports now", async () => {
        const { poller, wait, reader, writer, sys } = await readMeanwhile();
        sys.close(writer);
        const ready = await wait;
        expect({ length: ready.length, mask: ready.mask(0) }).toEqual({ length: 1, mask: EPOLLHUP });
        poller.close();
        sys.close(reader);
      });
    },
  );

  describe("an event that another thread took", () => {
    /**
     * A poller that reports one event at a time; an edge that was taken; what came before it was fetched: other descriptors that are always
     * ready, or a wake; and what the first wait told.
     */
    const begun = async (before: "others" | "wake") => {
      const { pipe, sys } = adapter.module;
      const poller = new OsPoller({ maxEvents: 1 });
      const [pipes, byte] = [[pipe(), pipe(), pipe()] as const, new Uint8Array(1)];
      const [edge, ...always] = pipes;
      poller.add({ fd: edge[0], kind: 2 }, { trigger: "edge" });
      const first = poller.waitAsync();
      await sleep(50); // The other thread waits.
      sys.write(edge[1], byte);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100); // It has taken the event.
      if (before === "wake") poller.notify();
      else {
        for (const [reader, writer] of always) {
          sys.write(writer, byte);
          poller.add({ fd: reader, kind: 1 });
        }
      }
      const told = Array.from(await first, (event) => event.fd);
      const end = () => {
        poller.close();
        for (const fd of pipes.flat()) sys.close(fd);
      };
      return { poller, fd: edge[0], told, end };
    };

    test.each(["wait", "waitAsync"] as const)(
      "is reported by one of the next two calls of %s, also where a batch holds one event and others are always ready",
      async (how) => {
        const { poller, fd, told, end } = await begun("others");
        for (let call = 0; call < 2; call++) {
          const ready = how === "wait" ? poller.wait(1_000) : await poller.waitAsync(1_000);
          told.push(ready.fd(0));
        }
        expect(told).toContain(fd);
        end();
      },
    );

    test("is reported although each call is woken, where a batch holds one event or a wake-up", async () => {
      const { poller, fd, told, end } = await begun("wake");
      const woken: boolean[] = [];
      for (let call = 0; call < 2; call++) {
        poller.notify();
        const ready = await poller.waitAsync(1_000);
        woken.push(ready.woken);
        told.push(...Array.from(ready, (event) => event.fd));
      }
      expect({ told, woken }).toEqual({ told: [fd], woken: [false, true] });
      end();
    });

    test("tells no wake that was told before", async () => {
      const { poller, fd, told, end } = await begun("others");
      poller.notify();
      const woken: boolean[] = [];
      for (let call = 0; call < 4; call++) {
        const ready = await poller.waitAsync(1_000);
        woken.push(ready.woken);
        if (ready.length > 0) told.push(ready.fd(0));
      }
      expect(told).toContain(fd);
      expect(woken.filter((each) => each)).toHaveLength(1);
      end();
    });
  });

  describe(`@pollio/${name} with every event taken`, () => {
    suite({
      test(name, run, timeoutMs) {
        if (process.env.POLLIO_TEST_ALL !== undefined || THEMES.some((theme) => name.startsWith(theme))) {
          test(name, run, timeoutMs);
        }
      },
      backend: { ...adapter, exclusions: byWorker ? [DEEP, HUNDRED] : [DEEP] },
    });
  });
}

const TRIGGERS = ["level", "edge", "oneshot"] as const;

/** The ways in which a wait reports a perf event that the poller does not know of yet. */
const LATE_WAYS = ["waitAsync, which begins before the event", "for await", "waitAsync, which begins before the event"];

/** A poller has to find out which descriptors are perf events; see `Taking`. */
export async function perfSuite(name: string): Promise<void> {
  const { adapter } = (await import(`@pollio/${name}/adapter`)) as { adapter: BackendAdapter };
  const { OsPoller, Readiness, sys } = adapter.module;
  const allowed = openPerfEvent();
  if (allowed !== undefined) sys.close(allowed.fd);

  describe.skipIf(allowed === undefined)(
    `perf events, where perf_event_open(2) is allowed, with @pollio/${name}`,
    () => {
      const ways: Record<
        string,
        (poller: OsPoller, later: () => void) => Promise<ReadyEvents<number>> | ReadyEvents<number>
      > = {
        wait: (poller, happen) => {
          happen();
          return poller.wait(1000);
        },
        "waitAsync, which begins before the event": (poller, happen) => {
          setTimeout(happen, 30);
          return poller.waitAsync(2000);
        },
        "waitAsync, which begins after the event": (poller, happen) => {
          happen();
          return poller.waitAsync(2000);
        },
        "for await": async (poller, happen) => {
          setTimeout(happen, 30);
          for await (const ready of poller) return ready;
          throw new Error("the iterator ended");
        },
      };
      const tell = async (trigger: (typeof TRIGGERS)[number], isLate: boolean): Promise<void> => {
        const { fd, report } = openPerfEvent()!;
        const poller = new OsPoller();
        if (isLate) await poller.waitAsync(1);
        poller.add({ fd, kind: 2 }, { trigger });
        for (const way of isLate ? LATE_WAYS : Object.keys(ways)) {
          poller.modify({ fd, kind: 2 }, { trigger });
          poller.wait(0);
          const ready = await ways[way]!(poller, report);
          const told = { length: ready.length, fd: ready.fd(0), kind: ready.kind(0), readiness: ready.readiness(0) };
          expect(told, way).toEqual({ length: 1, fd, kind: 2, readiness: Readiness.Readable });
        }
        poller.close();
        sys.close(fd);
      };

      test.each(TRIGGERS)("each wait reports it, %s", (trigger) => tell(trigger, false));

      test.each(TRIGGERS)(
        "a pending wait reports it if it was registered after another asynchronous wait, %s",
        (trigger) => tell(trigger, true),
      );
    },
  );
}
