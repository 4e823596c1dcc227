// Uses what loads something, at its import and late: program.mjs <package>.
const module = await import(process.argv[2] ?? "");
const { EventObject, OsPoller, pipe, readable, sys, wake } = module;
const [reader, writer] = pipe();
const poller = new OsPoller({ maxEvents: 4 });
poller.add(EventObject.client(reader));
sys.write(writer, Uint8Array.of(1));
const ready = poller.wait(1_000).length;
const late = (await poller.waitAsync(1_000)).length;
const awaited = await readable(reader, { timeoutMs: 1_000 });
const woken = wake(poller.waker);
poller.close();
for (const fd of [reader, writer]) module.release?.(fd) || sys.close(fd);
console.log(JSON.stringify({ ready, late, awaited: awaited > 0, woken }));
