// One clock for all threads of a process: CLOCK_MONOTONIC in nanoseconds. Only in Node is that process.hrtime; in Bun and Deno it starts
// afresh in each thread.

const CLOCK_MONOTONIC = 1;

/** @returns {Promise<() => number>} */
export async function openClock() {
  if (process.versions.bun !== undefined) return clockOf(await bunCall());
  if (process.versions.deno !== undefined) return clockOf(denoCall());
  return () => Number(process.hrtime.bigint());
}

/** @param {(clock: number, time: Int32Array) => number} call clock_gettime(2) */
function clockOf(call) {
  // struct timespec: two 64-bit integers, whose high halves stay 0 for decades of uptime.
  const time = new Int32Array(new ArrayBuffer(16));
  return () => {
    call(CLOCK_MONOTONIC, time);
    return (time[0] ?? 0) * 1e9 + (time[2] ?? 0);
  };
}

async function bunCall() {
  const specifier = "bun:ffi";
  const { dlopen } = await import(specifier);
  return dlopen("libc.so.6", { clock_gettime: { args: ["i32", "ptr"], returns: "i32" } }).symbols.clock_gettime;
}

function denoCall() {
  const { Deno } = /** @type {any} */ (globalThis);
  const signature = { parameters: ["i32", "buffer"], result: "i32" };
  return Deno.dlopen("libc.so.6", { clock_gettime: signature }).symbols.clock_gettime;
}
