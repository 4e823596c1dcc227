// epoll_wait through node:ffi and nothing else.
import { createRequire } from "node:module";

const ffi = createRequire(import.meta.url)("node:ffi");

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  // Memory is declared as "function", which accepts only a pointer and is faster.
  const signature = { arguments: ["int32", "function", "int32", "int32"], return: "int32" };
  const { epoll_wait } = ffi.dlopen("libc.so.6", { epoll_wait: signature }).functions;
  const memory = ffi.getRawPointer(words.buffer);
  return (/** @type {number} */ timeout) => epoll_wait(epfd, memory, most, timeout);
}
