// The kernel says when programs lose time for want of processors (pressure stall information): the moment to shed load.
// Documentation/accounting/psi.rst; a window that is not a multiple of two seconds needs CAP_SYS_RESOURCE.
import { constants, errnoName, Interest, Readiness, ready, release, sys } from "pollio";

const { O_CLOEXEC, O_NONBLOCK, O_RDWR } = constants;

const fd = sys.open("/proc/pressure/cpu", O_RDWR | O_NONBLOCK | O_CLOEXEC);
if (fd < 0)
  throw new Error(`/proc/pressure/cpu: ${errnoName(fd)} (is the kernel built with CONFIG_PSI, and booted with psi=1?)`);
// "Some" task waited for a processor for 20 ms out of any 2 s. The trigger lives as long as the descriptor.
const trigger = sys.write(fd, new TextEncoder().encode("some 20000 2000000\0"));
if (trigger < 0) throw new Error(`the trigger: ${errnoName(trigger)}`);

// Something to see: more work than there are processors.
const { availableParallelism } = await import("node:os");
const { Worker } = await import("node:worker_threads");
const busy = Array.from({ length: 2 * availableParallelism() }, () => new Worker("for (;;);", { eval: true }));

// The event is Priority. Polling consumes it, so that it is reported once for each window.
const readiness = await ready(fd, { interest: Interest.Priority, timeoutMs: 10_000 });
console.log(readiness & Readiness.Priority ? "programs wait for processors" : "ten quiet seconds");

await Promise.all(busy.map((worker) => worker.terminate()));
release(fd);
sys.close(fd);
