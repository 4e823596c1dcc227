// Changes of the machine's network addresses, as `ip monitor address` shows them (rtnetlink(7)).
import { execFileSync } from "node:child_process";
import { constants, errnoName, release, sys, watch } from "pollio";

const { AF_NETLINK, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_RAW } = constants;
// linux/netlink.h, linux/rtnetlink.h
const NETLINK_ROUTE = 0;
const RTMGRP_IPV4_IFADDR = 0x10;
const [RTM_NEWADDR, RTM_DELADDR] = [20, 21];
const IFA_LOCAL = 2;
/** Bytes of a struct nlmsghdr, and of the struct ifaddrmsg behind it. */
const [HEAD, BODY] = [16, 8];

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

/** Yields the parts between two places: each begins with its length, and is padded to a multiple of 4. */
function* partsOf(from, to, head, lengthOf) {
  for (let at = from; at + head <= to; at += (Math.max(lengthOf(at), head) + 3) & ~3) yield at;
}

/** The messages of a datagram: their types and addresses. */
function* messagesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const at of partsOf(0, bytes.length, HEAD, (place) => view.getUint32(place, true))) {
    const end = Math.min(at + view.getUint32(at, true), bytes.length);
    for (const part of partsOf(at + HEAD + BODY, end, 4, (place) => view.getUint16(place, true))) {
      if (view.getUint16(part + 2, true) !== IFA_LOCAL) continue;
      yield { type: view.getUint16(at + 4, true), address: bytes.subarray(part + 4, part + 8).join(".") };
    }
  }
}

const fd = check(sys.socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE), "socket");
// struct sockaddr_nl: family, port (0: the kernel chooses), groups.
const local = new Uint8Array(12);
new DataView(local.buffer).setUint16(0, AF_NETLINK, true);
new DataView(local.buffer).setUint32(8, RTMGRP_IPV4_IFADDR, true);
check(sys.bind(fd, local), "bind");

const bytes = new Uint8Array(32 * 1024);
const sender = new Uint8Array(12);
const watching = watch(fd, () => {
  const length = sys.recvfrom(fd, bytes, 0, sender);
  if (errnoName(length) === "EAGAIN") return;
  // The kernel had more to say than the socket holds: what is known is stale, and must be asked for again.
  if (errnoName(length) === "ENOBUFS") return console.log("some changes were lost");
  check(length, "recvfrom");
  // Processes can send to this socket as well; the kernel's port is 0.
  if (new DataView(sender.buffer).getUint32(4, true) !== 0) return;
  for (const { type, address } of messagesOf(bytes.subarray(0, length))) {
    if (type === RTM_NEWADDR) console.log("new address", address);
    if (type !== RTM_DELADDR) continue;
    console.log("gone", address);
    watching.close();
    release(fd);
    sys.close(fd);
  }
});

// Something to see: an address that only this machine can reach (needs root).
for (const verb of ["add", "del"]) execFileSync("ip", ["address", verb, "127.77.0.1/32", "dev", "lo"]);
