// Takes every descriptor that the process may have, and only then waits for one for the first time.

const { constants, readable, sys } = await import(process.argv[2]);
const limits = new Uint32Array(4);
sys.getrlimit(constants.RLIMIT_NOFILE, limits);
limits[0] = 256;
limits[1] = 0;
sys.setrlimit(constants.RLIMIT_NOFILE, limits);
const waitedFor = sys.eventfd === undefined ? 0 : sys.eventfd(0, 0);
const taken = [];
for (let fd = sys.dup(waitedFor); fd >= 0; fd = sys.dup(waitedFor)) taken.push(fd);
const error = await readable(waitedFor, { timeoutMs: 0 }).catch((reason) => reason);
for (const fd of taken) sys.close(fd);
console.log(error?.name, error?.code);
