// epoll_wait through the package's helper object, called as its backend does, and nothing else: node:ffi inlines only calls with up to
// three arguments.
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const HELPER = fileURLToPath(new URL("../../../../packages/node-ffi/native/build/helper.so", import.meta.url));
const ffi = createRequire(import.meta.url)("node:ffi");

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const signature = { arguments: ["float64", "float64"], return: "int32" };
  const { pollio_epoll_wait } = ffi.dlopen(HELPER, { pollio_epoll_wait: signature }).functions;
  // The helper reads its arguments from this array, which the function below keeps alive.
  const cells = Float64Array.of(epfd, Number(ffi.getRawPointer(words.buffer)), most, 0);
  const frame = Number(ffi.getRawPointer(cells.buffer));
  return (/** @type {number} */ timeout) => (cells.length > 0 ? pollio_epoll_wait(frame, timeout) : -1);
}
