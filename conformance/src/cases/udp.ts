import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { type BadValue, noNumbers, noOptions, numbersOnly } from "../support/bad-values.ts";
import { assertRangeRefused, assertSystemError, assertTypeRefused, thrownBy } from "../support/errors.ts";
import { limits, setSoftLimit } from "../support/limits.ts";
import { loopback } from "../support/sockaddr.ts";

/** Bound datagram sockets: bindUdp. */
export const udp: readonly Case[] = [
  {
    name: "udp.bind",
    covers: ["bindUdp", "localAddress", "sys.connect", "sys.recv"],
    run(fixture) {
      const { bindUdp, constants, errno, localAddress, sys } = fixture.module;
      const { F_GETFD, FD_CLOEXEC, SOCK_DGRAM, AF_INET } = constants;
      const receiver = fixture.own(bindUdp({}));
      const { address, port, family } = localAddress(receiver);
      assert.deepEqual([address, family], ["127.0.0.1", "IPv4"], "the default");
      assert.ok(port > 0, "a port that the kernel chose");
      assert.equal(sys.fcntl(receiver, F_GETFD!), FD_CLOEXEC, "closed on exec");
      const bytes = new Uint8Array(8);
      assert.equal(sys.recv(receiver, bytes, 0), -errno.EAGAIN!, "non-blocking");
      const sender = fixture.own(sys.socket(AF_INET!, SOCK_DGRAM!, 0));
      assert.equal(sys.connect(sender, loopback(fixture, port)), 0);
      for (const length of [1, 3]) assert.equal(sys.write(sender, bytes, 0, length), length);
      assert.deepEqual([sys.recv(receiver, bytes, 0), sys.recv(receiver, bytes, 0)], [1, 3], "datagrams, no stream");
    },
  },
  {
    name: "udp.ipv6",
    covers: ["bindUdp", "localAddress"],
    needs: ["ipv6"],
    run(fixture) {
      const { bindUdp, localAddress } = fixture.module;
      for (const host of ["::1", "::"]) {
        const { address, family } = localAddress(fixture.own(bindUdp({ host, port: 0 })));
        assert.deepEqual([address, family], [host, "IPv6"]);
      }
    },
  },
  {
    name: "udp.reuse-port",
    covers: ["bindUdp", "bindUdp:EADDRINUSE"],
    run(fixture) {
      const { bindUdp, localAddress } = fixture.module;
      const first = fixture.own(bindUdp({ reusePort: true }));
      const { port } = localAddress(first);
      const second = fixture.own(bindUdp({ port, reusePort: true }));
      assert.equal(localAddress(second).port, port);
      for (const options of [{ port }, { port, reusePort: false }]) {
        assertSystemError(fixture.module, () => bindUdp(options), { code: "EADDRINUSE", syscall: /^bind$/ });
      }
    },
  },
  {
    name: "udp.refusals",
    covers: ["bindUdp:EADDRNOTAVAIL", "bindUdp:EMFILE", "bindUdp:ERR_INVALID_ARG_VALUE"],
    run(fixture) {
      const { bindUdp } = fixture.module;
      // 192.0.2.0/24 is reserved for documentation: RFC 5737.
      const elsewhere = () => bindUdp({ host: "192.0.2.1" });
      assertSystemError(fixture.module, elsewhere, { code: "EADDRNOTAVAIL", syscall: /^bind$/ });
      for (const host of ["localhost", "", "127.0.0.256", "::g"]) {
        const error = thrownBy(() => bindUdp({ host }), host) as { code?: string };
        assert.equal(error.code, "ERR_INVALID_ARG_VALUE", host);
      }
      const { soft } = limits(fixture);
      fixture.defer(() => setSoftLimit(fixture, soft));
      setSoftLimit(fixture, 3);
      assertSystemError(fixture.module, () => bindUdp({}), { code: "EMFILE", syscall: /^socket$/ });
    },
  },
  {
    name: "udp.arguments",
    covers: ["bindUdp:ERR_INVALID_ARG_TYPE", "bindUdp:ERR_OUT_OF_RANGE"],
    run({ module: { bindUdp } }) {
      for (const [label, options] of [...noOptions, ["undefined", undefined] as const]) {
        assertTypeRefused(() => bindUdp(options as never), label);
      }
      for (const [label, port] of numbersOnly) assertTypeRefused(() => bindUdp({ port } as never), label);
      for (const port of [-1, 65_536, 1.5, Number.NaN]) assertRangeRefused(() => bindUdp({ port }), `${port}`);
      const hosts = noNumbers.filter(([label]) => !/undefined|string/.test(label));
      for (const [label, host] of hosts) assertTypeRefused(() => bindUdp({ host } as never), label);
      const flags: BadValue[] = ["yes", 1, null, {}].map((value) => [String(value), value]);
      for (const [label, reusePort] of flags) assertTypeRefused(() => bindUdp({ reusePort } as never), label);
      for (const key of ["path", "backlog", "prot"]) assertTypeRefused(() => bindUdp({ [key]: 1 }), key);
    },
  },
];
