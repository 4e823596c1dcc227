// A perf event that was registered during an asynchronous wait, and whose event a look from outside has consumed.
import { createModule } from "@pollio/core/backend";
import { describe, expect, test } from "vitest";
import { openPerfEvent } from "../../core/test/perf-events.ts";
import { opened } from "../src/backend.ts";

const allowed = openPerfEvent();

describe.skipIf(allowed === undefined)("where perf_event_open(2) is allowed", () => {
  test("its event is reported although another search has just found none", async () => {
    let look = (): void => {};
    const { OsPoller, pipe, sys } = createModule({
      ...opened,
      // A watcher that looks when the test says so.
      watch: (_, onReadable) => {
        look = () => onReadable();
        return { arm() {}, close() {}, ref() {}, unref() {} };
      },
    });
    using poller = new OsPoller();
    using outside = new OsPoller();
    outside.add({ fd: poller.fd, kind: 1 });
    const pending = poller.waitAsync(5_000);

    const [reader, writer] = pipe();
    // The more there is to search, the later is the next search.
    const many = Array.from({ length: 300 }, () => sys.dup(reader));
    poller.registerAll(many.map((fd) => ({ fd, kind: 1 })));
    look();
    const perf = allowed!;
    poller.add({ fd: perf.fd, kind: 2 });
    perf.report();
    expect(outside.wait(0).length, "the look from outside").toBe(1);
    look();

    const ready = await pending;
    expect([ready.length, ready.fd(0), ready.kind(0)]).toEqual([1, perf.fd, 2]);
    for (const fd of [...many, reader, writer, perf.fd]) sys.close(fd);
  });
});
