// The addon's own function and nothing else. Descriptor and memory are given before, and a call passes a slot's number.
import { createRequire } from "node:module";

const addon = createRequire(import.meta.url)("../../../../packages/napi/native/build/Release/pollio.node");

/** @param {number} epfd @param {Int32Array} words @param {number} most */
export function bindWait(epfd, words, most) {
  const { epoll_wait } = addon;
  const slot = addon.bind_epoll_wait(epfd, words, most);
  return (/** @type {number} */ timeout) => epoll_wait(slot, timeout);
}
