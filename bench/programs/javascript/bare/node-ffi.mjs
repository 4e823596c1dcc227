// epoll_wait through node:ffi and nothing else. Signatures of up to three arguments alone are compiled into the caller, so that
// four go the slow way; what @pollio/node-ffi does about that is its own affair.
// @ts-expect-error: a module of Node 26
import ffi from "node:ffi";

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const signature = { parameters: ["i32", "pointer", "i32", "i32"], result: "i32" };
  const { functions } = ffi.dlopen("libc.so.6", { epoll_wait: signature });
  const address = ffi.getRawPointer(words.buffer);
  return (/** @type {number} */ timeout) => functions.epoll_wait(epfd, address, most, timeout);
}
