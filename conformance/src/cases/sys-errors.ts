import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import type { Fixture } from "../support/fixture.ts";
import { limits, setSoftLimit } from "../support/limits.ts";
import { loopback } from "../support/sockaddr.ts";
import { bySystem, isLinux } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;

/** Errors that differ between the systems. */
function ofTheSystem(fixture: Fixture): [string, number, string][] {
  const { sys, constants } = fixture.module;
  const { AF_UNIX } = constants;
  const unknownType = sys.socketpair(AF_UNIX!, 9_999, 0, new Int32Array(2));
  assert.ok(unknownType < 0, `an unknown type of socket: ${unknownType}`);
  return bySystem<() => [string, number, string][]>(fixture, {
    linux: () => [
      ["write", sys.write(fixture.counter(), new Uint8Array(8), 0, 4), "EINVAL"],
      ["socketpair", unknownType, "EINVAL"],
      ["eventfd", sys.eventfd(0, 0x7fffffff), "EINVAL"],
      ["pipe2", sys.pipe2(new Int32Array(2), 0x7fffffff), "EINVAL"],
      ["dup3", sys.dup3(NOT_OPEN, 100, 0), "EBADF"],
    ],
    // socketpair(2) does not say which error an unknown type of socket is.
    darwin: () => [
      ["eventfd", sys.eventfd(0, 0x7fffffff), "ENOSYS"],
      ["pipe2", sys.pipe2(new Int32Array(2), 0), "ENOSYS"],
      ["dup3", sys.dup3(NOT_OPEN, 100, 0), "ENOSYS"],
    ],
  })();
}

/** Errors of the operating system in each syscall: -errno, not an exception. */
export const sysErrors: readonly Case[] = [
  {
    name: "sys.errors-are-results",
    covers: [
      ...["socket", "bind", "listen", "accept", "connect", "read", "write", "shutdown", "setsockopt", "getsockopt"],
      ...[
        "getsockname",
        "getpeername",
        "pipe2",
        "socketpair",
        "eventfd",
        "dup",
        "dup3",
        "fcntl",
        "close",
        "getrlimit",
        "setrlimit",
        "send",
        "recv",
      ],
    ].map((name) => `sys.${name}:-errno`),
    run(fixture) {
      const { sys, constants, errno } = fixture.module;
      const { AF_INET, SOCK_STREAM, SOL_SOCKET, SO_ERROR, F_GETFD, RLIMIT_NOFILE } = constants;
      const bytes = new Uint8Array(64);
      const greater = new BigUint64Array([2n, 1n]);
      const { reader, writer } = fixture.pipe();
      const [one] = fixture.pair();
      const expected: [string, number, string][] = [
        ["socket", sys.socket(9_999, SOCK_STREAM!, 0), "EAFNOSUPPORT"],
        ["bind", sys.bind(NOT_OPEN, loopback(fixture, 0)), "EBADF"],
        ["bind", sys.bind(reader, loopback(fixture, 0)), "ENOTSOCK"],
        ["listen", sys.listen(reader, 1), "ENOTSOCK"],
        ["accept", sys.accept(one), "EINVAL"],
        ["connect", sys.connect(reader, loopback(fixture, 1)), "ENOTSOCK"],
        ["read", sys.read(NOT_OPEN, bytes), "EBADF"],
        ["read", sys.read(one, bytes), "EAGAIN"],
        ["write", sys.write(NOT_OPEN, bytes), "EBADF"],
        ["write", sys.write(reader, bytes), "EBADF"],
        ["read", sys.read(writer, bytes), "EBADF"],
        ["shutdown", sys.shutdown(reader, constants.SHUT_WR!), "ENOTSOCK"],
        ["shutdown", sys.shutdown(one, 99), "EINVAL"],
        ["setsockopt", sys.setsockopt(one, SOL_SOCKET!, 9_999, Int32Array.of(1)), "ENOPROTOOPT"],
        ["setsockopt", sys.setsockopt(one, SOL_SOCKET!, constants.SO_REUSEADDR!, new Uint8Array(1)), "EINVAL"],
        ["getsockopt", sys.getsockopt(NOT_OPEN, SOL_SOCKET!, SO_ERROR!, new Int32Array(1)), "EBADF"],
        ["getsockname", sys.getsockname(reader, bytes), "ENOTSOCK"],
        ["getpeername", sys.getpeername(fixture.listener().server, bytes), "ENOTCONN"],
        ["socketpair", sys.socketpair(AF_INET!, SOCK_STREAM!, 0, new Int32Array(2)), "EOPNOTSUPP"],
        ["dup", sys.dup(NOT_OPEN), "EBADF"],
        ["fcntl", sys.fcntl(NOT_OPEN, F_GETFD!), "EBADF"],
        ["close", sys.close(NOT_OPEN), "EBADF"],
        ["getrlimit", sys.getrlimit(9_999, bytes), "EINVAL"],
        ["send", sys.send(reader, bytes, 0), "ENOTSOCK"],
        ["recv", sys.recv(one, bytes, constants.MSG_DONTWAIT!), "EAGAIN"],
        ["setrlimit", sys.setrlimit(RLIMIT_NOFILE!, new Uint8Array(greater.buffer)), "EINVAL"],
        ...ofTheSystem(fixture),
      ];
      for (const [name, result, code] of expected)
        assert.equal(result, -errno[code]!, `${name}: expected ${code}, got ${result}`);
    },
  },
  {
    name: "sys.errors-are-results.no-descriptor-left",
    covers: ["sys.pipe:-errno", "sys.socket:-errno", "sys.dup:-errno", "sys.eventfd:-errno", "sys.accept:-errno"],
    run(fixture) {
      const { sys, constants, errno } = fixture.module;
      const { soft } = limits(fixture);
      const { server, port } = fixture.listener();
      fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      const fds = new Int32Array(2);
      setSoftLimit(fixture, 3);
      const results = [
        sys.pipe(fds),
        sys.socket(constants.AF_UNIX!, constants.SOCK_STREAM!, 0),
        sys.dup(server),
        fixture.acceptResult(server, sys.accept),
        ...(isLinux(fixture.module) ? [sys.eventfd(0, 0)] : []),
      ];
      setSoftLimit(fixture, soft);
      assert.deepEqual(
        results,
        results.map(() => -errno.EMFILE!),
      );
      assert.deepEqual([...fds], [0, 0], "a failed pipe does not touch the memory");
      fixture.assertAcceptedLater(server);
    },
  },
  {
    name: "sys.errno-is-this-calls-own",
    covers: ["sys.read:-errno", "sys.close:-errno"],
    run(fixture) {
      const { sys, errno } = fixture.module;
      const { reader, writer } = fixture.pipe();
      const bytes = new Uint8Array(1);
      const keep: unknown[] = [];
      for (let i = 0; i < 20_000; i++) {
        keep[i % 100] = { i, text: `${i}` };
        if (sys.read(reader, bytes) !== -errno.EAGAIN!) assert.fail(`read, round ${i}`);
        if (sys.close(NOT_OPEN) !== -errno.EBADF!) assert.fail(`close, round ${i}`);
        if (sys.write(writer, bytes) !== 1 || sys.read(reader, bytes) !== 1) assert.fail(`a success, round ${i}`);
      }
    },
  },
];
