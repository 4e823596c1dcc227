// Descriptors for the tests of pollio/epoll. They are closed when their test ends.
import { accept, connectTcp, listenTcp, localAddress, pipe, socketPair, sys } from "pollio";
import { Epoll, type EpollCallback } from "pollio/epoll";
import { onTestFinished } from "vitest";

export interface Told {
  readonly error: Error | null;
  readonly fd: number;
  readonly events: number;
}

export function closing(fds: readonly [number, number]): readonly [number, number] {
  onTestFinished(() => {
    for (const fd of fds) sys.close(fd);
  });
  return fds;
}

export const pipeEnds = () => closing(pipe());
export const socketEnds = () => closing(socketPair());

/** The ends of a TCP connection, which has urgent data. */
export function tcpEnds(): readonly [number, number] {
  const listener = listenTcp({ port: 0 });
  const client = connectTcp({ port: localAddress(listener).port });
  let server = accept(listener);
  for (const end = Date.now() + 5000; server < 0 && Date.now() < end; ) server = accept(listener);
  sys.close(listener);
  return closing([client, server]);
}

export const send = (fd: number, text = "x") => sys.write(fd, new TextEncoder().encode(text));
export const drain = (fd: number) => sys.read(fd, new Uint8Array(64));

/** An Epoll that is closed when its test ends, and the calls of its callback. */
export function recording(callback?: EpollCallback): { epoll: Epoll; told: Told[] } {
  const told: Told[] = [];
  const epoll = new Epoll((error, fd, events) => {
    told.push({ error, fd, events });
    callback?.(error, fd, events);
  });
  onTestFinished(() => {
    try {
      if (!epoll.closed) epoll.close();
    } catch {
      // What the test registered last is closed by now.
    }
  });
  return { epoll, told };
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Waits for so many events; fails after five seconds. */
export async function until(told: readonly unknown[], count: number): Promise<void> {
  const end = Date.now() + 5000;
  while (told.length < count) {
    if (Date.now() > end) throw new Error(`${told.length} of ${count} events after five seconds`);
    await sleep(1);
  }
}

/** Long enough for any event that wrongly comes. */
export const QUIET_MS = 60;
