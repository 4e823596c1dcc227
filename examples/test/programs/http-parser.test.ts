import { describe, expect, test } from "vitest";
import { BadRequest, RequestParser } from "../../programs/http-parser.mjs";

const TEXT = new TextEncoder();
const POST = "POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-One:  two \r\nx-one: three\r\nContent-Length: 5\r\n\r\nhello";
const GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

function parse(...pieces: string[]) {
  const parser = new RequestParser();
  const requests = [];
  for (const piece of pieces) {
    parser.push(TEXT.encode(piece));
    for (let request = parser.next(); request !== undefined; request = parser.next()) requests.push(request);
  }
  return { requests, isInside: parser.isInside };
}

test("a request has its parts, wherever its bytes are cut", () => {
  for (let at = 0; at <= POST.length; at++) {
    const { requests, isInside } = parse(POST.slice(0, at), POST.slice(at));
    expect(requests).toHaveLength(1);
    const [{ headers, body, ...rest } = {} as never] = requests;
    expect(rest).toEqual({ method: "POST", target: "/a?b=c", keepAlive: true });
    expect(Object.fromEntries(headers)).toEqual({ host: "x", "x-one": "two, three", "content-length": "5" });
    expect(new TextDecoder().decode(body)).toBe("hello");
    expect(isInside).toBe(false);
  }
});

test("requests of which each byte comes alone are the same", () => {
  const { requests, isInside } = parse(...(GET + POST + GET + POST));
  expect(requests.map(({ method, body }) => [method, body.length])).toEqual([
    ["GET", 0],
    ["POST", 5],
    ["GET", 0],
    ["POST", 5],
  ]);
  expect(isInside).toBe(false);
});

test("requests that come together are taken one by one, and the rest is kept", () => {
  const { requests, isInside } = parse(GET + POST + GET.slice(0, 20));
  expect(requests.map(({ method }) => method)).toEqual(["GET", "POST"]);
  expect(isInside).toBe(true);
});

test.each([
  ["HTTP/1.1", "", true],
  ["HTTP/1.1", "Connection: close\r\n", false],
  ["HTTP/1.0", "", false],
  ["HTTP/1.0", "Connection: keep-alive\r\n", true],
])("%s with %j keeps the connection: %s", (version, header, keepAlive) => {
  const { requests } = parse(`GET / ${version}\r\nHost: x\r\n${header}\r\n`);
  expect(requests[0]).toMatchObject({ keepAlive });
});

describe("is refused", () => {
  const head = (lines: string) => `GET / HTTP/1.1\r\nHost: x\r\n${lines}\r\n`;

  test.each([
    [400, "a line that is no request", "hello\r\n\r\n"],
    [400, "a method in lower case", GET.replace("GET", "get")],
    [400, "another protocol", GET.replace("1.1", "2.0")],
    [400, "a target with a blank", GET.replace("/", "/ /")],
    [400, "no host", "GET / HTTP/1.1\r\n\r\n"],
    [400, "two hosts", head("host: y\r\n")],
    [400, "a blank before a colon", head("Name : x\r\n")],
    [400, "a folded header", head("Name: x\r\n y\r\n")],
    [400, "a line feed alone", head("Name: x\nOther: y\r\n")],
    [400, "a NUL in a value", head("Name: \0\r\n")],
    [400, "two lengths", head("Content-Length: 1\r\nContent-Length: 1\r\n")],
    [400, "a length with a sign", head("Content-Length: +1\r\n")],
    [413, "a body of more than a mebibyte", head("Content-Length: 1048577\r\n")],
    [431, "a head without an end", `GET / HTTP/1.1\r\nName: ${"x".repeat(20_000)}`],
    [431, "a head that is too long", head(`Name: ${"x".repeat(20_000)}\r\n`)],
    [501, "a chunked body", head("Transfer-Encoding: chunked\r\n")],
  ])("with %i: %s", (status, _, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ status }));
    expect(() => parse(text)).toThrow(BadRequest);
  });
});
