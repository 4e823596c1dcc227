// A thread that waits for a kqueue and posts what kevent() gave and its errno; see waits.test.ts.

import { parentPort, workerData } from "node:worker_threads";
import koffi from "koffi";

const library = koffi.load(workerData.library);
const kevent = library.func(
  "int kevent(int kq, void *changes, int nchanges, void *events, int nevents, void *timeout)",
);
const errno = new Int32Array(koffi.view(library.func("void *__error()")(), 4));

parentPort?.postMessage("waits now");
const result = kevent(workerData.kq, null, 0, new Uint8Array(32), 1, null);
parentPort?.postMessage([result, errno[0]]);
