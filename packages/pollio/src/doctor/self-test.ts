// Runs in a process of its own, because a broken backend may crash it: loads one backend, or the facade, passes an event through
// the kernel, and prints a report as JSON.
//
//   node self-test.js @pollio/napi

import { createRequire } from "node:module";
import type { BackendExports } from "@pollio/core";
import { loadedLibraries } from "./libraries.ts";
import type { SelfTest, Step } from "./self-test-report.ts";

const PATIENCE_MS = 5_000;

const [specifier = ""] = process.argv.slice(2);
const before = new Set(loadedLibraries());
let step: Step = "load";

try {
  const module = createRequire(import.meta.url)(specifier) as BackendExports;
  await test(module);
  const libraries = loadedLibraries();
  const { name } = module.backend;
  report({
    ok: true,
    name,
    loaded: libraries.filter((path) => !before.has(path)),
    cLibrary: libraries.find(isCLibrary),
  });
} catch (error) {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: unknown };
  // Importing a backend never fails: if its library could not be loaded, its first use says so.
  const reason = (cause as { message?: string } | undefined)?.message;
  if (message === `ERR_NO_BACKEND: ${reason}`) report({ ok: false, step: "load", code, message: reason! });
  else report({ ok: false, step, code, message: message ?? String(error) });
}

async function test({ OsPoller, EventObject, EventKind, Readiness, pipe, sys }: BackendExports): Promise<void> {
  step = "open";
  const poller = new OsPoller({ maxEvents: 8 });
  const [reader, writer] = pipe();
  step = "register";
  poller.add(EventObject.client(reader));
  must(poller.wait(0).length === 0, "an empty pipe was reported as ready");
  step = "wake";
  const start = performance.now();
  poller.notify();
  must(poller.wait(PATIENCE_MS).length === 0, "a wake was reported as an event");
  must(performance.now() - start < PATIENCE_MS, "a wake before a wait did not end it");
  step = "fetch";
  for (const [byte, wait] of [poller.wait.bind(poller), poller.waitAsync.bind(poller)].entries()) {
    must(sys.write(writer, Uint8Array.of(byte)) === 1, "write(2) failed");
    const ready = await wait(PATIENCE_MS);
    must(ready.length === 1, `expected 1 event, got ${ready.length}`);
    step = "check";
    const event = ready.at(0);
    must(event?.fd === reader && event.kind === EventKind.Client, "the event has the wrong descriptor or kind");
    must((event!.readiness & Readiness.Readable) !== 0, "the event does not report the pipe as readable");
    const into = new Uint8Array(1);
    must(sys.read(reader, into) === 1 && into[0] === byte, "the byte read is not the byte written");
    step = "fetch";
  }
  step = "close";
  poller.delete(reader);
  poller.close();
  must(sys.close(reader) === 0 && sys.close(writer) === 0, "close(2) failed");
}

function must(ok: boolean, what: string): void {
  if (!ok) throw new Error(what);
}

function isCLibrary(path: string): boolean {
  return /\/(libc\.so\.6|libc-[\d.]+\.so|ld-musl-[^/]*|libc\.musl-[^/]*|libSystem\.B\.dylib)$/.test(path);
}

function report(result: SelfTest): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
