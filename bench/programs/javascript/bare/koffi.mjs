// epoll_wait through koffi and nothing else.
import koffi from "koffi";

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const call = koffi.load("libc.so.6").func("int epoll_wait(int, void *, int, int)");
  const address = koffi.address(words.buffer);
  return (/** @type {number} */ timeout) => call(epfd, address, most, timeout);
}
