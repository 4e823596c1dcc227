import assert from "node:assert/strict";
import type { Case } from "../case.ts";
import { assertTalks } from "../support/connections.ts";
import { assertRefusedEitherWay, assertSystemError, thrownBy } from "../support/errors.ts";
import { pathRoom } from "../support/sockaddr.ts";
import { isLinux } from "../support/system.ts";

/** Names and near misses: no name is looked up and no address is guessed. */
const NO_LITERALS = [
  "localhost",
  "example.com",
  "",
  " ",
  "127.0.0.1 ",
  "127.0.0",
  "127.0.0.1.1",
  "256.0.0.1",
  "0x7f.1",
  "1",
];
const NO_IPV6 = [
  "::g",
  ":::",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "[::1]",
  "::1 ",
  "12345::",
  "::127.0.0.256",
];

/** Which addresses listenTcp and connectTcp accept, and what prevents listening on one. */
export const addresses: readonly Case[] = [
  {
    name: "tcp.ipv4.every-octet-counts",
    about: "system",
    covers: ["listenTcp", "localAddress"],
    run(fixture) {
      const { listenTcp, localAddress } = fixture.module;
      const assertListensOn = (host: string) =>
        assert.equal(localAddress(fixture.own(listenTcp({ host, port: 0 }))).address, host);
      for (const host of ["127.0.0.1", "0.0.0.0"]) assertListensOn(host);
      for (const host of ["127.1.2.3", "127.255.0.254"]) {
        try {
          assertListensOn(host);
        } catch (error) {
          // On Linux all of 127.0.0.0/8 is this machine; macOS has only 127.0.0.1 unless others are added (ifconfig(8)).
          if (isLinux(fixture.module) || (error as { code?: string }).code !== "EADDRNOTAVAIL") throw error;
        }
      }
    },
  },
  {
    name: "tcp.ipv6",
    covers: ["listenTcp", "connectTcp", "accept", "localAddress"],
    needs: ["ipv6"],
    run(fixture) {
      for (const host of ["::1", "0:0:0:0:0:0:0:1", "0::1", "::0001", "::0.0.0.1"]) {
        const { server, port } = fixture.listener(host);
        assert.deepEqual({ ...fixture.module.localAddress(server) }, { address: "::1", port, family: "IPv6" }, host);
        const client = fixture.own(fixture.module.connectTcp({ host, port }));
        assertTalks(fixture, client, fixture.acceptOne(server));
      }
      const everything = fixture.own(fixture.module.listenTcp({ host: "::", port: 0 }));
      assert.equal(fixture.module.localAddress(everything).address, "::");
    },
  },
  {
    name: "tcp.unix-path.bad-ones",
    about: "system",
    covers: ["listenTcp", "connectTcp"],
    run(fixture) {
      const folder = fixture.folder();
      const { listenTcp, connectTcp } = fixture.module;
      const room = pathRoom(fixture);
      for (const path of [
        "",
        `${folder}/`.padEnd(room, "x"),
        `${folder}/${"x".repeat(room)}`,
        `${folder}/nul\0inside`,
      ]) {
        for (const open of [listenTcp, connectTcp]) {
          const error = thrownBy(() => open({ path }), JSON.stringify(path));
          assert.equal((error as { code?: string }).code, "ERR_INVALID_ARG_VALUE", String(error));
        }
      }
      // The longest path that fits a sockaddr_un with its final NUL, and one byte more.
      const longest = `${folder}/`.padEnd(room - 1, "y");
      fixture.own(listenTcp({ path: longest }));
      fixture.own(connectTcp({ path: longest }));
    },
  },
  {
    name: "tcp.names-are-refused",
    about: "system",
    covers: ["listenTcp:ERR_INVALID_ARG_VALUE", "connectTcp:ERR_INVALID_ARG_VALUE"],
    run(fixture) {
      const { listenTcp, connectTcp } = fixture.module;
      for (const host of [...NO_LITERALS, ...NO_IPV6]) {
        for (const open of [listenTcp, connectTcp]) {
          const error = thrownBy(() => open({ host, port: 1 }), JSON.stringify(host));
          assert.ok(error instanceof TypeError);
          assert.equal((error as { code?: string }).code, "ERR_INVALID_ARG_VALUE", `${host}: ${error}`);
        }
      }
      assertRefusedEitherWay(() => connectTcp({ host: "127.0.0.1" }), "connectTcp without a port");
    },
  },
  {
    name: "tcp.port-in-use",
    about: "system",
    covers: ["listenTcp", "listenTcp:EADDRINUSE"],
    run(fixture) {
      const { port } = fixture.listener();
      const again = () => fixture.module.listenTcp({ host: "127.0.0.1", port });
      assertSystemError(fixture.module, again, { code: "EADDRINUSE", syscall: /^(bind|listen)$/ });
    },
  },
  {
    name: "tcp.address-not-ours",
    about: "system",
    covers: ["listenTcp:EADDRNOTAVAIL"],
    run(fixture) {
      // 192.0.2.0/24 is reserved for documentation: RFC 5737.
      const listen = () => fixture.module.listenTcp({ host: "192.0.2.1", port: 0 });
      assertSystemError(fixture.module, listen, { code: "EADDRNOTAVAIL", syscall: /^bind$/ });
    },
  },
  {
    name: "tcp.port-is-free-again-at-once",
    about: "system",
    covers: ["listenTcp"],
    run(fixture) {
      const { server, port } = fixture.listener();
      const client = fixture.own(fixture.module.connectTcp({ host: "127.0.0.1", port }));
      const peer = fixture.acceptOne(server);
      // The side that closes first keeps the port in TIME-WAIT: a restarted server must get it anyway.
      fixture.close(peer);
      fixture.drain(client);
      fixture.close(client);
      fixture.close(server);
      fixture.own(fixture.module.listenTcp({ host: "127.0.0.1", port }), "listenTcp");
    },
  },
  {
    name: "tcp.reuse-port",
    about: "system",
    covers: ["listenTcp", "listenTcp:EADDRINUSE"],
    run(fixture) {
      const { listenTcp, localAddress } = fixture.module;
      const host = "127.0.0.1";
      const first = fixture.own(listenTcp({ host, port: 0, reusePort: true }));
      const { port } = localAddress(first);
      const second = fixture.own(listenTcp({ host, port, reusePort: true }), "the second on one port");
      assert.equal(localAddress(second).port, port);
      const without = () => listenTcp({ host, port, reusePort: false });
      assertSystemError(fixture.module, without, { code: "EADDRINUSE" });
    },
  },
];
