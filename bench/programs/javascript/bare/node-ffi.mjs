// epoll_wait through node:ffi and nothing else: by the package's helper object where it was compiled, as the backend calls it, since
// node:ffi compiles calls of up to three arguments alone into their callers; else straight, with four.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const HELPER = fileURLToPath(new URL("../../../../packages/node-ffi/native/build/helper.so", import.meta.url));
const ffi = createRequire(import.meta.url)("node:ffi");

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const memory = ffi.getRawPointer(words.buffer);
  if (!existsSync(HELPER)) {
    const signature = { arguments: ["int32", "function", "int32", "int32"], return: "int32" };
    const { epoll_wait } = ffi.dlopen("libc.so.6", { epoll_wait: signature }).functions;
    return (/** @type {number} */ timeout) => epoll_wait(epfd, memory, most, timeout);
  }
  const signature = { arguments: ["float64", "float64"], return: "int32" };
  const { pollio_epoll_wait } = ffi.dlopen(HELPER, { pollio_epoll_wait: signature }).functions;
  // What the helper reads its arguments from; the array lives as long as the function below.
  const cells = Float64Array.of(epfd, Number(memory), most, 0);
  const frame = Number(ffi.getRawPointer(cells.buffer));
  return (/** @type {number} */ timeout) => (cells.length > 0 ? pollio_epoll_wait(frame, timeout) : -1);
}
