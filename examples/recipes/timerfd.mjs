// Ticks of a kernel timer (timerfd_create(2)): finer than setInterval, and a descriptor like any other.
import { constants, errnoName, release, sys, watch } from "pollio";

const { CLOCK_MONOTONIC, TFD_CLOEXEC, TFD_NONBLOCK } = constants;
const TICKS = 100;
const PERIOD_NS = 500_000n;

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

const timer = check(sys.timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK), "timerfd_create");
const start = performance.now();
// struct itimerspec: the period, then the first tick, each in seconds and nanoseconds. A first tick of 0 stops it.
check(sys.timerfd_settime(timer, 0, new BigInt64Array([0n, PERIOD_NS, 0n, PERIOD_NS])), "timerfd_settime");

// A read takes all ticks since the last one: if the program was late, there are several.
const count = new BigUint64Array(1);
let ticks = 0;
const watching = watch(timer, () => {
  if (check(sys.read(timer, count), "read") === 0) return;
  ticks += Number(count[0]);
  if (ticks < TICKS) return;
  const ms = performance.now() - start;
  console.log(`${TICKS} ticks of 0.5 ms`, ms >= 49.5 ? "took 50 ms or more" : `took only ${ms} ms`);
  watching.close();
  release(timer);
  sys.close(timer);
});
