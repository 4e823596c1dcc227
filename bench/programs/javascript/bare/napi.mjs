// The addon's own function and nothing else. Descriptor and memory are bound beforehand; a frame passes the slot and the result.
import { createRequire } from "node:module";

const addon = createRequire(import.meta.url)("../../../../packages/napi/native/build/Release/pollio.node");

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const { epoll_wait, frame } = addon;
  const slot = addon.bind_epoll_wait(epfd, words, most);
  return (/** @type {number} */ timeout) => {
    frame[0] = slot;
    frame[1] = timeout;
    epoll_wait();
    return frame[0];
  };
}
