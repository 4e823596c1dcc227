// epoll_wait through Deno's FFI and nothing else.
const { Deno } = /** @type {any} */ (globalThis);

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const signature = { parameters: ["i32", "pointer", "i32", "i32"], result: "i32" };
  const { symbols } = Deno.dlopen("libc.so.6", { epoll_wait: signature });
  const address = Deno.UnsafePointer.of(words.buffer);
  return (/** @type {number} */ timeout) => symbols.epoll_wait(epfd, address, most, timeout);
}
