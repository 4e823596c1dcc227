// Sockets without knowledge of a sockaddr: listenTcp, connectTcp, bindUdp, accept, localAddress, remoteAddress, socketError.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { ConnectOptions, Functions, SocketAddress } from "../../../../generated/core/interfaces.ts";
import type { Bytes } from "../../../../generated/core/sys.ts";
import { checkDescriptor, checkInteger, ownOptions } from "../arguments/checks.ts";
import { PollerError, syscallError, typeError, valueError } from "../arguments/errors.ts";
import type { Backend } from "../backend/seam.ts";
import type { System } from "../systems/system.ts";
import { ADDRESS_ROOM, addressIn, type EncodedAddress, encodeInet, encodePath } from "./addresses.ts";

/** The functions of this file. */
export type Sockets = Pick<
  Functions,
  "listenTcp" | "connectTcp" | "bindUdp" | "accept" | "localAddress" | "remoteAddress" | "socketError"
>;

export function createSockets(backend: Backend, system: System): Sockets {
  const { raw, platform } = backend;
  const { constants, errno } = platform;
  const { SOCK_STREAM, SOCK_DGRAM, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT, SO_ERROR } = constants;

  function open(address: EncodedAddress, type: number): number {
    const fd = system.socket(address.domain, type);
    if (fd < 0) throw syscallError(platform, fd, "socket", `cannot open a socket for ${address.text}`);
    return fd;
  }

  /** Throws and closes the descriptor if the result is an error. */
  function demand(result: number, fd: number, syscall: string, what: string): void {
    if (result >= 0) return;
    raw.close(fd);
    throw syscallError(platform, result, syscall, what);
  }

  function enable(fd: number, option: number, what: string): void {
    demand(raw.setsockopt(fd, SOL_SOCKET!, option, ENABLED), fd, "setsockopt", what);
  }

  function checkReusePort(reusePort: boolean): void {
    if (typeof reusePort !== "boolean") throw typeError("reusePort", "a boolean", reusePort);
  }

  /** The address that a call writes, such as getsockname(2). */
  function addressFrom(call: "getsockname" | "getpeername", fd: number, lacking: string): SocketAddress {
    checkDescriptor(fd, "fd");
    const bytes = new Uint8Array(ADDRESS_ROOM);
    const length = raw[call](fd, bytes);
    if (length < 0) throw syscallError(platform, length, call, `descriptor ${fd} ${lacking}`, fd);
    const address = addressIn(backend, bytes, length);
    if (address !== undefined) return address;
    const unknown = { errno: -errno.EAFNOSUPPORT!, syscall: call, fd };
    throw new PollerError("EAFNOSUPPORT", `descriptor ${fd} has an address that is not IPv4, IPv6 or unix`, unknown);
  }

  return {
    listenTcp(options) {
      const own = ownOptions(options, "options", ["host", "port", "path", "backlog", "reusePort"]);
      const { backlog = LIMITS.backlog.default, reusePort = false } = own;
      checkInteger(backlog, "backlog", LIMITS.backlog.min, LIMITS.backlog.max);
      checkReusePort(reusePort);
      const address = addressOf(backend, own, LIMITS.port.min, LIMITS.port.default);
      const fd = open(address, SOCK_STREAM!);
      if (own.path === undefined) enable(fd, SO_REUSEADDR!, "SO_REUSEADDR");
      if (reusePort) enable(fd, SO_REUSEPORT!, "SO_REUSEPORT");
      demand(raw.bind(fd, address.bytes), fd, "bind", `cannot listen on ${address.text}`);
      demand(raw.listen(fd, backlog), fd, "listen", `cannot listen on ${address.text}`);
      return fd;
    },

    connectTcp(options) {
      const address = addressOf(backend, ownOptions(options, "options", ["host", "port", "path"]), 1);
      const fd = open(address, SOCK_STREAM!);
      const result = raw.connect(fd, address.bytes);
      if (result !== -errno.EINPROGRESS!) demand(result, fd, "connect", `cannot connect to ${address.text}`);
      return fd;
    },

    bindUdp(options) {
      const own = ownOptions(options, "options", ["host", "port", "reusePort"]);
      const { host = LOOPBACK, port = LIMITS.port.default, reusePort = false } = own;
      checkReusePort(reusePort);
      const address = encodeInet(backend, host, port);
      const fd = open(address, SOCK_DGRAM!);
      if (reusePort) enable(fd, SO_REUSEPORT!, "SO_REUSEPORT");
      demand(raw.bind(fd, address.bytes), fd, "bind", `cannot bind ${address.text}`);
      return fd;
    },

    accept(fd) {
      checkDescriptor(fd, "fd");
      return system.accept(fd);
    },

    localAddress: (fd) => addressFrom("getsockname", fd, "has no address"),

    remoteAddress: (fd) => addressFrom("getpeername", fd, "is not connected"),

    socketError(fd) {
      checkDescriptor(fd, "fd");
      const error = new Int32Array(new ArrayBuffer(4));
      const result = raw.getsockopt(fd, SOL_SOCKET!, SO_ERROR!, error);
      if (result < 0) throw syscallError(platform, result, "getsockopt", `descriptor ${fd} has no pending error`, fd);
      return -error[0]! | 0;
    },
  };
}

const LOOPBACK = "127.0.0.1";

/** The int 1, as an option's value. */
const ENABLED: Bytes = new Int32Array(new ArrayBuffer(4)).fill(1);

function addressOf(backend: Backend, options: ConnectOptions, leastPort: number, defaultPort?: number): EncodedAddress {
  const { path, host = LOOPBACK, port = defaultPort } = options;
  if (path === undefined) return encodeInet(backend, host, port as number, leastPort);
  if (options.host !== undefined || options.port !== undefined) {
    throw valueError("path", "left out when host or port is given", path);
  }
  return encodePath(backend, path);
}
