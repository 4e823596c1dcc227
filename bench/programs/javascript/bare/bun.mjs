// epoll_wait through bun:ffi and nothing else.
// @ts-expect-error: a module of Bun
import { dlopen, ptr } from "bun:ffi";

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const { symbols } = dlopen("libc.so.6", { epoll_wait: { args: ["i32", "ptr", "i32", "i32"], returns: "i32" } });
  const address = ptr(words.buffer);
  return (/** @type {number} */ timeout) => symbols.epoll_wait(epfd, address, most, timeout);
}
