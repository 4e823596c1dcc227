// Requests of HTTP/1.1 (RFC 9112), taken out of bytes that come in any pieces. Strict: what two parsers could read in two ways is refused,
// because the second one may be a proxy.

/** The longest request line and headers together, and the longest body. */
const MAX_HEAD = 16_384;
const MAX_BODY = 1_048_576;

const REQUEST_LINE = /^([A-Z]+) (\/[!-~]*|\*) HTTP\/1\.([01])$/;
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t -~\u0080-\u00ff]*?)[ \t]*$/;
const LATIN1 = new TextDecoder("latin1");

/**
 * @typedef {object} Request
 * @property {string} method
 * @property {string} target The path and the query.
 * @property {Map<string, string>} headers By their names in lower case.
 * @property {Uint8Array} body
 * @property {boolean} keepAlive Whether the client may send another request over the connection.
 */

/** What is wrong with a request; the connection ends with it, because nobody knows where the next request begins. */
export class BadRequest extends Error {
  /** @param {number} status @param {string} reason */
  constructor(status, reason) {
    super(reason);
    this.status = status;
  }
}

export class RequestParser {
  /** Bytes that are not part of a request yet, and the memory that they are at the beginning of. */
  #bytes = new Uint8Array(0);
  #room = new Uint8Array(0);
  /** Where a head may end: what stands before has been looked at. */
  #looked = 0;
  /** @type {(Omit<Request, "body"> & { length: number, begin: number }) | undefined} */
  #head;

  /** Takes bytes; they may be overwritten afterwards. @param {Uint8Array} bytes */
  push(bytes) {
    const length = this.#bytes.length + bytes.length;
    const end = this.#bytes.byteOffset + length;
    if (end > this.#room.length) {
      // Twice as much as is needed, or each of many small pieces would copy all that came before it.
      this.#room = new Uint8Array(2 * length);
      this.#room.set(this.#bytes);
      this.#bytes = this.#room.subarray(0, this.#bytes.length);
    }
    const begin = this.#bytes.byteOffset;
    this.#room.set(bytes, begin + this.#bytes.length);
    this.#bytes = this.#room.subarray(begin, begin + length);
  }

  /** Whether a request has begun. */
  get isInside() {
    return this.#bytes.length > 0;
  }

  /** The next request, or undefined until more bytes have come. Throws BadRequest. @returns {Request | undefined} */
  next() {
    this.#head ??= this.#readHead();
    if (this.#head === undefined) return undefined;
    const { length, begin, ...request } = this.#head;
    if (this.#bytes.length < begin + length) return undefined;
    const body = this.#bytes.slice(begin, begin + length);
    this.#bytes = this.#bytes.subarray(begin + length);
    this.#looked = 0;
    this.#head = undefined;
    return { ...request, body };
  }

  #readHead() {
    const end = this.#headEnd();
    if (end < 0) {
      if (this.#bytes.length > MAX_HEAD) throw new BadRequest(431, "Request Header Fields Too Large");
      return undefined;
    }
    if (end > MAX_HEAD) throw new BadRequest(431, "Request Header Fields Too Large");
    const [first = "", ...lines] = LATIN1.decode(this.#bytes.subarray(0, end)).split("\r\n");
    const [, method = "", target = "", minor] = REQUEST_LINE.exec(first) ?? refuse("the request line");
    const headers = readHeaders(lines);
    // Two hosts, or none, could mean two servers.
    if (minor === "1" && !headers.has("host")) refuse("no Host");
    const connection = headers.get("connection")?.toLowerCase() ?? "";
    const keepAlive = minor === "1" ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection);
    return { method, target, headers, keepAlive, length: lengthOf(headers), begin: end + 4 };
  }

  /** Where the empty line begins, or -1. */
  #headEnd() {
    const bytes = this.#bytes;
    for (let at = bytes.indexOf(13, this.#looked); at >= 0 && at + 3 < bytes.length; at = bytes.indexOf(13, at + 1)) {
      if (bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
    }
    this.#looked = Math.max(0, bytes.length - 3);
    return -1;
  }
}

/** @param {string[]} lines */
function readHeaders(lines) {
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const line of lines) {
    const [, name = "", value = ""] = HEADER.exec(line) ?? refuse("a header");
    const key = name.toLowerCase();
    const before = headers.get(key);
    if (before !== undefined && /^(host|content-length|transfer-encoding)$/.test(key)) refuse(`two headers ${name}`);
    headers.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return headers;
}

/** @param {Map<string, string>} headers */
function lengthOf(headers) {
  if (headers.has("transfer-encoding")) throw new BadRequest(501, "Not Implemented");
  const text = headers.get("content-length") ?? "0";
  if (!/^\d{1,15}$/.test(text)) refuse("Content-Length");
  const length = Number(text);
  if (length > MAX_BODY) throw new BadRequest(413, "Content Too Large");
  return length;
}

/** @param {string} what @returns {never} */
function refuse(what) {
  throw new BadRequest(400, `Bad Request: ${what}`);
}
