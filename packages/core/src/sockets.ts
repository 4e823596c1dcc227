// What makes a server possible without knowing a sockaddr: listenTcp, connectTcp, accept, localAddress.

import { LIMITS } from "../../../generated/core/flags.ts";
import type { Bytes } from "../../../generated/core/sys.ts";
import {
  ADDRESS_ROOM,
  decodeAddress,
  type EncodedAddress,
  encodeInet,
  encodePath,
  type SocketAddress,
} from "./addresses.ts";
import { checkDescriptor, checkInteger, checkOptions } from "./checks.ts";
import { PollerError, syscallError, typeError, valueError } from "./errors.ts";
import type { Backend } from "./seam.ts";

/** Where to listen: an IP literal and a port, or a unix path. */
export interface ListenOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1", which only this machine reaches. */
  readonly host?: string;
  /** 0 … 65535; default 0, a port that the kernel chooses and localAddress tells. */
  readonly port?: number;
  /** A unix path, in place of host and port. */
  readonly path?: string;
  /** Connections that may wait to be accepted; default 511. */
  readonly backlog?: number;
  /** Whether several sockets may listen on one port, each with a share of the connections; default false. */
  readonly reusePort?: boolean;
}

/** Where to connect: an IP literal and a port, or a unix path. */
export interface ConnectOptions {
  /** An IPv4 or IPv6 literal; default "127.0.0.1". */
  readonly host?: string;
  /** 1 … 65535. */
  readonly port?: number;
  /** A unix path, in place of host and port. */
  readonly path?: string;
}

export interface Sockets {
  /**
   * Opens a listening socket that does not block and is closed on exec. Throws ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE,
   * ERR_INVALID_ARG_VALUE for a host name, and PollerError, such as EADDRINUSE.
   */
  listenTcp(options: ListenOptions): number;
  /**
   * Begins a connection, on a socket that does not block and is closed on exec. It is made when the descriptor is Writable
   * without Error. Throws as listenTcp does; a refusal that comes later is in SO_ERROR.
   */
  connectTcp(options: ConnectOptions): number;
  /** A connection's descriptor, which does not block and is closed on exec, or -errno; -EAGAIN when there is none. */
  accept(fd: number): number;
  /** The address that a socket is bound to. Throws PollerError, such as EBADF or ENOTSOCK. */
  localAddress(fd: number): SocketAddress;
}

export function createSockets(backend: Backend): Sockets {
  const { raw } = backend;
  const { constants, errno } = backend.platform;
  const { SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC, SOL_SOCKET, SO_REUSEADDR, SO_REUSEPORT } = constants;
  const flags = SOCK_NONBLOCK! | SOCK_CLOEXEC!;

  function open(address: EncodedAddress): number {
    const fd = raw.socket(address.domain, SOCK_STREAM! | flags, 0);
    if (fd < 0) throw syscallError(fd, "socket", `no socket for ${address.text}`);
    return fd;
  }

  /** Throws, and closes what was opened, unless the result is a success. */
  function demand(result: number, fd: number, syscall: string, what: string): void {
    if (result >= 0) return;
    raw.close(fd);
    throw syscallError(result, syscall, what);
  }

  function enable(fd: number, option: number, what: string): void {
    demand(raw.setsockopt(fd, SOL_SOCKET!, option, ENABLED), fd, "setsockopt", what);
  }

  return {
    listenTcp(options) {
      checkOptions(options, "options", ["host", "port", "path", "backlog", "reusePort"]);
      const { backlog = LIMITS.backlog.default, reusePort = false } = options;
      checkInteger(backlog, "backlog", LIMITS.backlog.min, LIMITS.backlog.max);
      if (typeof reusePort !== "boolean") throw typeError("reusePort", "a boolean", reusePort);
      const address = addressOf(backend, options, LIMITS.port.default);
      const fd = open(address);
      if (options.path === undefined) enable(fd, SO_REUSEADDR!, "SO_REUSEADDR");
      if (reusePort) enable(fd, SO_REUSEPORT!, "SO_REUSEPORT");
      demand(raw.bind(fd, address.bytes), fd, "bind", `cannot listen on ${address.text}`);
      demand(raw.listen(fd, backlog), fd, "listen", `cannot listen on ${address.text}`);
      return fd;
    },

    connectTcp(options) {
      checkOptions(options, "options", ["host", "port", "path"]);
      const address = addressOf(backend, options, undefined);
      const fd = open(address);
      const result = raw.connect(fd, address.bytes);
      if (result !== -errno.EINPROGRESS!) demand(result, fd, "connect", `cannot connect to ${address.text}`);
      return fd;
    },

    accept(fd) {
      checkDescriptor(fd, "fd");
      return raw.accept4(fd, flags);
    },

    localAddress(fd) {
      checkDescriptor(fd, "fd");
      const bytes = new Uint8Array(ADDRESS_ROOM);
      const length = raw.getsockname(fd, bytes);
      if (length < 0) throw syscallError(length, "getsockname", `descriptor ${fd} has no address`, fd);
      const address = decodeAddress(backend, bytes, length);
      if (address !== undefined) return address;
      const unknown = { errno: -errno.EAFNOSUPPORT!, syscall: "getsockname", fd };
      throw new PollerError("EAFNOSUPPORT", `descriptor ${fd} is bound to no IPv4, IPv6 or unix address`, unknown);
    },
  };
}

/** The int 1, as an option's value. */
const ENABLED: Bytes = new Int32Array(new ArrayBuffer(4)).fill(1);

function addressOf(backend: Backend, options: ConnectOptions, defaultPort: number | undefined): EncodedAddress {
  const { path, host = "127.0.0.1", port = defaultPort } = options;
  if (path === undefined) return encodeInet(backend, host, port as number);
  if (options.host !== undefined || options.port !== undefined) {
    throw valueError("path", "left out where host or port is given", path);
  }
  return encodePath(backend, path);
}
