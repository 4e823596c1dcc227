// A full batch of nothing but stale events: the poller looks further, but no further than once around.
import { createModule, type LinuxRawSys } from "@pollio/core/backend";
import { expect, test } from "vitest";
import { opened } from "../src/backend.ts";

const MAX_EVENTS = 8;

test.skipIf(process.platform !== "linux")("fifty stale events in batches of eight are looked at once", () => {
  const raw = opened as unknown as { raw: LinuxRawSys };
  let fetches = 0;
  const counted: LinuxRawSys = {
    ...raw.raw,
    epoll_wait(...args) {
      fetches++;
      return raw.raw.epoll_wait(...args);
    },
  };
  const { OsPoller, pipe, sys } = createModule({ ...opened, raw: counted } as typeof opened);
  using poller = new OsPoller({ maxEvents: MAX_EVENTS });
  // One number, again and again, for another file each time: the user data differs by the generation alone.
  const pipes = Array.from({ length: 50 }, () => pipe());
  const number = sys.dup(pipes[0]![0]);
  for (const [reader, writer] of pipes) {
    sys.write(writer, new Uint8Array(1));
    sys.dup3(reader, number, 0);
    poller.add({ fd: number, kind: 1 });
  }
  sys.close(number);
  expect(() => poller.delete(number)).toThrow("EBADF");
  fetches = 0;
  expect([...poller.wait(0)]).toEqual([]);
  expect(fetches).toBeGreaterThan(1);
  expect(fetches).toBeLessThanOrEqual(1 + Math.ceil(50 / MAX_EVENTS));

  const [other, its] = pipe();
  sys.write(its, new Uint8Array(1));
  poller.add({ fd: other, kind: 2 });
  expect([...poller.wait(0)].map(({ fd }) => fd)).toEqual([other]);
  for (const fd of [...pipes.flat(), other, its]) sys.close(fd);
});
