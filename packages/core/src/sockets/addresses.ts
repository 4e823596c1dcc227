// Translates socket addresses between text and the kernel's bytes: ip(7), ipv6(7), unix(7). encodeAddress, decodeAddress.

import { LIMITS } from "../../../../generated/core/flags.ts";
import type { Functions, SocketAddress } from "../../../../generated/core/interfaces.ts";
import type { Field } from "../../../../generated/core/platforms.ts";
import { checkBytes, checkInteger, ownOptions } from "../arguments/checks.ts";
import { rangeError, typeError, valueError } from "../arguments/errors.ts";
import { viewOf } from "../arguments/memory.ts";
import type { Backend, Bytes, Layout } from "../backend/seam.ts";
import { netModule, osModule, utilModule } from "../host-modules.ts";

/** An address as bind and connect take it. */
export interface EncodedAddress {
  readonly domain: number;
  readonly bytes: Uint8Array;
  /** For messages: "127.0.0.1:80", "[::1]:80" or the path. */
  readonly text: string;
}

/** Enough bytes for any address that localAddress reads. */
export const ADDRESS_ROOM = 128;

export function encodeInet(
  backend: Backend,
  host: string,
  port: number,
  leastPort: number = LIMITS.port.min,
  names: InetNames = HOST_AND_PORT,
): EncodedAddress {
  if (typeof host !== "string") throw typeError(names.host, "an IPv4 or IPv6 literal", host);
  checkInteger(port, names.port, leastPort, LIMITS.port.max);
  const { isIPv4, isIPv6 } = netModule();
  if (isIPv4(host)) return encodeIPv4(backend, host, port);
  if (isIPv6(host)) return encodeIPv6(backend, host, port, names.host);
  throw valueError(names.host, "an IPv4 or IPv6 literal; resolve names with node:dns first", host);
}

/** What messages call the two parts of an address. */
interface InetNames {
  readonly host: string;
  readonly port: string;
}

const HOST_AND_PORT: InetNames = { host: "host", port: "port" };

function encodeIPv4(backend: Backend, host: string, port: number): EncodedAddress {
  const { size, fields } = layout(backend, "sockaddr_in");
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const domain = backend.platform.constants.AF_INET!;
  putFamily(view, fields.sin_family!, fields.sin_len, domain);
  view.setUint16(fields.sin_port!.offset, port, false);
  bytes.set(host.split(".").map(Number), fields.sin_addr!.offset);
  return { domain, bytes, text: `${host}:${port}` };
}

function encodeIPv6(backend: Backend, host: string, port: number, name: string): EncodedAddress {
  const { size, fields } = layout(backend, "sockaddr_in6");
  const [literal = "", zone] = host.split("%");
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const domain = backend.platform.constants.AF_INET6!;
  putFamily(view, fields.sin6_family!, fields.sin6_len, domain);
  view.setUint16(fields.sin6_port!.offset, port, false);
  groupsOf(literal).forEach((group, index) => {
    view.setUint16(fields.sin6_addr!.offset + 2 * index, group, false);
  });
  view.setUint32(fields.sin6_scope_id!.offset, zone === undefined ? 0 : scopeOf(zone, host, name), true);
  return { domain, bytes, text: `[${host}]:${port}` };
}

/** The eight groups of a valid IPv6 literal. */
function groupsOf(literal: string): number[] {
  const [head = "", tail] = embeddedAsGroups(literal).split("::");
  const parse = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  const first = parse(head);
  if (tail === undefined) return first;
  const last = parse(tail);
  return [...first, ...new Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** ::ffff:127.0.0.1 → ::ffff:7f00:1 */
function embeddedAsGroups(literal: string): string {
  const at = literal.lastIndexOf(":") + 1;
  const embedded = literal.slice(at);
  if (!embedded.includes(".")) return literal;
  const [a = 0, b = 0, c = 0, d = 0] = embedded.split(".").map(Number);
  return `${literal.slice(0, at)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}

/** The number of an IPv6 zone, which is a number or the name of an interface. */
function scopeOf(zone: string, host: string, name: string): number {
  if (/^\d+$/.test(zone)) return Number(zone);
  const scope = osModule()
    .networkInterfaces()
    [zone]?.find((entry) => entry.family === "IPv6")?.scopeid;
  if (scope === undefined) throw valueError(name, "an IPv6 literal whose zone is an interface of this machine", host);
  return scope;
}

export function encodePath(backend: Backend, path: string, name = "path"): EncodedAddress {
  if (typeof path !== "string") throw typeError(name, "a string", path);
  const { size, fields } = layout(backend, "sockaddr_un");
  const start = fields.sun_path!.offset;
  const encoded = new (utilModule().TextEncoder)().encode(path);
  const longest = size - start - 1;
  if (encoded.length === 0 || encoded.length > longest) {
    throw valueError(name, `a path of 1 to ${longest} bytes`, path);
  }
  // A leading NUL means Linux's abstract namespace (unix(7)); anywhere else a NUL would silently cut the path short.
  if (path.indexOf("\0", backend.platform.os === "linux" ? 1 : 0) >= 0)
    throw valueError(name, "a path without NUL", path);
  // A path ends with a NUL; an abstract name ends where the length says.
  return unixAddress(backend, encoded, path.startsWith("\0") ? 0 : 1, path);
}

function unixAddress(backend: Backend, path: Uint8Array, ending: number, text: string): EncodedAddress {
  const { fields } = layout(backend, "sockaddr_un");
  const start = fields.sun_path!.offset;
  const bytes = new Uint8Array(start + path.length + ending);
  const domain = backend.platform.constants.AF_UNIX!;
  putFamily(new DataView(bytes.buffer), fields.sun_family!, fields.sun_len, domain);
  bytes.set(path, start);
  return { domain, bytes, text };
}

/** In the BSDs the family is one byte, after the length; elsewhere it is two bytes. */
function putFamily(view: DataView, family: Field, length: Field | undefined, domain: number): void {
  if (length !== undefined) view.setUint8(length.offset, view.byteLength);
  if (family.size === 1) view.setUint8(family.offset, domain);
  else view.setUint16(family.offset, domain, true);
}

function familyIn(view: DataView, { offset, size }: Field): number {
  return size === 1 ? view.getUint8(offset) : view.getUint16(offset, true);
}

/** The address in `bytes`, of which the kernel filled `length`; undefined for an unknown family. */
export function addressIn(backend: Backend, bytes: Uint8Array, length: number): SocketAddress | undefined {
  const { AF_INET, AF_INET6, AF_UNIX } = backend.platform.constants;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const family = familyIn(view, layout(backend, "sockaddr_in").fields.sin_family!);
  if (family === AF_INET) return decodeIPv4(backend, view);
  if (family === AF_INET6) return decodeIPv6(backend, view);
  if (family === AF_UNIX) return decodePath(backend, bytes, length);
  return undefined;
}

function decodeIPv4(backend: Backend, view: DataView): SocketAddress {
  const { fields } = layout(backend, "sockaddr_in");
  const octets = [0, 1, 2, 3].map((index) => view.getUint8(fields.sin_addr!.offset + index));
  return { address: octets.join("."), port: view.getUint16(fields.sin_port!.offset, false), family: "IPv4" };
}

function decodeIPv6(backend: Backend, view: DataView): SocketAddress {
  const { fields } = layout(backend, "sockaddr_in6");
  const groups = [0, 1, 2, 3, 4, 5, 6, 7].map((index) => view.getUint16(fields.sin6_addr!.offset + 2 * index, false));
  // The URL parser writes an address as RFC 5952 says, in brackets.
  const literal = new URL(`http://[${groups.map((group) => group.toString(16)).join(":")}]`).hostname.slice(1, -1);
  const scope = view.getUint32(fields.sin6_scope_id!.offset, true);
  return {
    address: scope === 0 ? literal : `${literal}%${scope}`,
    port: view.getUint16(fields.sin6_port!.offset, false),
    family: "IPv6",
  };
}

function decodePath(backend: Backend, bytes: Uint8Array, length: number): SocketAddress {
  const start = layout(backend, "sockaddr_un").fields.sun_path!.offset;
  const path = bytes.subarray(start, Math.max(start, Math.min(length, bytes.length)));
  // macOS has no abstract names; there, a socket without a name has a path of NULs.
  const abstract = path[0] === 0 && backend.platform.os === "linux";
  const end = abstract ? -1 : path.indexOf(0);
  return {
    address: new (utilModule().TextDecoder)().decode(end < 0 ? path : path.subarray(0, end)),
    port: 0,
    family: "unix",
  };
}

/** The functions of this file. */
export type Addresses = Pick<Functions, "encodeAddress" | "decodeAddress">;

const IN_ADDRESS: InetNames = { host: "address.address", port: "address.port" };

const FAMILIES = '"IPv4", "IPv6" or "unix"';

export function createAddressing(backend: Backend): Addresses {
  const { AF_INET, AF_INET6, AF_UNIX } = backend.platform.constants;

  /** The fewest bytes that an address of this family has; undefined for an unknown family. */
  function leastBytes(family: number): number | undefined {
    if (family === AF_INET) return layout(backend, "sockaddr_in").size;
    if (family === AF_INET6) return layout(backend, "sockaddr_in6").size;
    return family === AF_UNIX ? layout(backend, "sockaddr_un").fields.sun_path!.offset : undefined;
  }

  return {
    encodeAddress(from) {
      const { address, port, family } = ownOptions(from, "address", ["address", "port", "family"]);
      if (typeof family !== "string") throw typeError("address.family", FAMILIES, family);
      if (family === "unix") {
        checkInteger(port, "address.port", 0, 0);
        // A socket that was not bound has no name.
        if (address === "") return unixAddress(backend, new Uint8Array(0), 0, address).bytes;
        return encodePath(backend, address, "address.address").bytes;
      }
      if (family !== "IPv4" && family !== "IPv6") throw valueError("address.family", FAMILIES, family);
      const { domain, bytes } = encodeInet(backend, address, port, LIMITS.port.min, IN_ADDRESS);
      if (domain === (family === "IPv4" ? AF_INET : AF_INET6)) return bytes;
      throw valueError("address.address", `an ${family} literal, as the family says`, address);
    },

    decodeAddress(from) {
      const length = checkBytes(from as Bytes, "bytes", layout(backend, "sockaddr_un").fields.sun_path!.offset);
      const bytes = viewOf(from as Bytes);
      const view = new DataView(bytes.buffer, bytes.byteOffset, length);
      const family = familyIn(view, layout(backend, "sockaddr_in").fields.sin_family!);
      const least = leastBytes(family);
      if (least === undefined) throw valueError("bytes", `an address of the family ${FAMILIES}`, family);
      if (length < least) throw rangeError("bytes", `an address of at least ${least} bytes`, length);
      return addressIn(backend, bytes, length)!;
    },
  };
}

function layout(backend: Backend, struct: string): Layout {
  return backend.layouts[struct]!;
}
