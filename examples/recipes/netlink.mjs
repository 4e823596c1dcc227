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

/** Every length is rounded up to 4 in what follows it. */
const aligned = (length) => (length + 3) & ~3;

/** The messages of a datagram: their types and addresses. */
function* messagesOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + HEAD <= bytes.length; at += aligned(view.getUint32(at, true))) {
    const end = at + view.getUint32(at, true);
    for (let attribute = at + HEAD + BODY; attribute < end; attribute += aligned(view.getUint16(attribute, true))) {
      if (view.getUint16(attribute + 2, true) !== IFA_LOCAL) continue;
      yield { type: view.getUint16(at + 4, true), address: bytes.subarray(attribute + 4, attribute + 8).join(".") };
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
const watching = watch(fd, () => {
  const length = sys.read(fd, bytes);
  // The kernel had more to say than the socket holds: what is known is stale, and must be asked for again.
  if (errnoName(length) === "ENOBUFS") return console.log("some changes were lost");
  for (const { type, address } of messagesOf(bytes.subarray(0, check(length, "read")))) {
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
