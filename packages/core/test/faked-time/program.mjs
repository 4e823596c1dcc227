// Fakes all of a program's time, process.nextTick too, and waits: program.mjs <package>. It writes what each wait came to.
import FakeTimers from "@sinonjs/fake-timers";

const { OsPoller, sys, eventLoopTurn } = await import(process.argv[2]);
const realTimeout = setTimeout;
const PATIENCE_MS = 5_000;
const clock = FakeTimers.install({ ignoreMissingTimers: true });

/** What a promise comes to, or "never". */
const within = (promise) =>
  Promise.race([promise, new Promise((resolve) => realTimeout(resolve, PATIENCE_MS, "never"))]);
const countWithin = (ready) => within(ready.then(({ length }) => length));

const poller = new OsPoller({ maxEvents: 2 });
const fds = new Int32Array(2);
sys.pipe(fds);
poller.add({ fd: fds[0], kind: 2 });
const ready = [];
for (let round = 0; round < 3; round++) {
  const pending = poller.waitAsync();
  sys.write(fds[1], Uint8Array.of(1));
  ready.push(await countWithin(pending), await countWithin(poller.waitAsync()));
  sys.read(fds[0], new Uint8Array(1));
}
const turn = eventLoopTurn().then(() => "done");
const said = {
  ready,
  poll: await countWithin(poller.waitAsync(0)),
  timeout: await countWithin(poller.waitAsync(20)),
  turn: await within(turn),
};
poller.delete(fds[0]);
poller.close();
for (const fd of fds) sys.close(fd);
clock.uninstall();
console.log(JSON.stringify(said));
