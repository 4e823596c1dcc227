import assert from "node:assert/strict";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertTypeRefused } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";
import { bySystem } from "../support/system.ts";

const NOT_OPEN = 2 ** 31 - 1;

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/** Two UDP sockets, and the receiver's address. */
function udp(fixture: Fixture): { sender: number; receiver: number; to: Uint8Array } {
  const { bindUdp, encodeAddress, localAddress } = fixture.module;
  const [sender, receiver] = [fixture.own(bindUdp({})), fixture.own(bindUdp({}))];
  return { sender, receiver, to: encodeAddress(localAddress(receiver)) };
}

/** Datagrams with addresses: sendto, recvfrom. */
export const messages: readonly Case[] = [
  {
    name: "sys.messages.udp",
    covers: ["sys.sendto", "sys.recvfrom", "sys.recvfrom:-errno", "decodeAddress", "encodeAddress"],
    run(fixture) {
      const { constants, decodeAddress, errno, localAddress, sys } = fixture.module;
      const { sender, receiver, to } = udp(fixture);
      const [bytes, address, length] = [new Uint8Array(32), new Uint8Array(128), new Int32Array(1)];
      assert.equal(sys.recvfrom(receiver, bytes, 0, address, length), -errno.EAGAIN!);
      assert.equal(length[0], 0, "a failed call stores no length");
      for (const message of ["one", "", "three"]) {
        assert.equal(sys.sendto(sender, text(message), 0, to), message.length);
        assert.equal(sys.recvfrom(receiver, bytes, constants.MSG_PEEK!, address), message.length, "without a length");
        assert.equal(sys.recvfrom(receiver, bytes, constants.MSG_DONTWAIT!, address, length), message.length);
        assert.equal(new TextDecoder().decode(bytes.subarray(0, message.length)), message);
        assert.equal(length[0], 16);
        assert.deepEqual(decodeAddress(address.subarray(0, length[0])), localAddress(sender));
      }
      // The answer goes to the address that was received.
      assert.equal(sys.sendto(receiver, text("back"), 0, address.subarray(0, 16)), 4);
      assert.equal(sys.recvfrom(sender, bytes.subarray(0, 2), 0, address), 2, "of a longer datagram, what fits");
    },
  },
  {
    name: "sys.messages.unix",
    covers: ["sys.sendto", "sys.recvfrom", "sys.bind", "decodeAddress", "encodeAddress"],
    run(fixture) {
      const { constants, decodeAddress, encodeAddress, sys } = fixture.module;
      const folder = fixture.folder();
      const named = (name: string) => ({ address: join(folder, name), port: 0, family: "unix" }) as const;
      const [a, b] = ["a", "b"].map((name) => {
        const fd = fixture.own(sys.socket(constants.AF_UNIX!, constants.SOCK_DGRAM!, 0));
        assert.equal(sys.bind(fd, encodeAddress(named(name))), 0);
        return fd;
      }) as [number, number];
      assert.equal(sys.sendto(a, text("hello"), 0, encodeAddress(named("b"))), 5);
      const [address, length] = [new Uint8Array(128), new Int32Array(1)];
      assert.equal(sys.recvfrom(b, new Uint8Array(8), 0, address, length), 5);
      assert.deepEqual(decodeAddress(address.subarray(0, length[0])), named("a"));
    },
  },
  {
    name: "sys.messages.lying-lengths",
    covers: ["sys.recvfrom"],
    run(fixture) {
      const { sys } = fixture.module;
      const { sender, receiver, to } = udp(fixture);
      for (const lie of [1 << 20, 2 ** 31 - 1, -1, 0]) {
        for (const room of [0, 1, 7, 16]) {
          const around = new Uint8Array(64).fill(0xaa);
          const length = Int32Array.of(lie, 0x77);
          assert.equal(sys.sendto(sender, text("x"), 0, to), 1);
          const address = around.subarray(8, 8 + room);
          assert.equal(sys.recvfrom(receiver, new Uint8Array(4), 0, address, length), 1);
          assert.deepEqual([...length], [16, 0x77], "the whole length, in the first element alone");
          const beside = around.filter((_, at) => at < 8 || at >= 8 + room);
          assert.ok(
            beside.every((byte) => byte === 0xaa),
            `${room} bytes, a length of ${lie}: nothing beside is written`,
          );
        }
      }
      const shared = new Int32Array(new SharedArrayBuffer(4)).fill(1 << 20);
      assert.equal(sys.sendto(sender, text("x"), 0, to), 1);
      assert.equal(sys.recvfrom(receiver, new Uint8Array(4), 0, new Uint8Array(4), shared), 1);
      assert.equal(shared[0], 16);
    },
  },
  {
    name: "sys.messages.without-an-address",
    covers: ["sys.recvfrom"],
    run(fixture) {
      const { sys } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      fixture.send(client, text("stream"));
      const address = new Uint8Array(32).fill(0xaa);
      const length = Int32Array.of(5);
      const deadline = Date.now() + fixture.patienceMs;
      let result: number;
      do result = sys.recvfrom(peer, new Uint8Array(8), 0, address, length);
      while (result < 0 && Date.now() < deadline);
      assert.equal(result, 6);
      assert.equal(length[0], 0, "a stream's bytes have no sender");
      assert.ok(address.every((byte) => byte === 0xaa));
    },
  },
  {
    name: "sys.messages.errors",
    covers: [
      "sys.sendto:-errno",
      "sys.recvfrom:-errno",
      "sys.recvfrom:ERR_OUT_OF_RANGE",
      "sys.recvfrom:ERR_INVALID_ARG_TYPE",
    ],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const { sender, receiver, to } = udp(fixture);
      const bytes = new Uint8Array(8);
      assert.equal(sys.sendto(NOT_OPEN, bytes, 0, to), -errno.EBADF!);
      assert.equal(sys.sendto(fixture.pipe().writer, bytes, 0, to), -errno.ENOTSOCK!);
      assert.equal(sys.sendto(sender, bytes, 0, to.subarray(0, 3)), -errno.EINVAL!, "a part of an address");
      const tooLong = bySystem(fixture, { linux: "EMSGSIZE", darwin: "EMSGSIZE" });
      assert.equal(sys.sendto(sender, new Uint8Array(70_000), 0, to), -errno[tooLong]!);
      assert.equal(sys.recvfrom(fixture.pipe().reader, bytes, 0, bytes), -errno.ENOTSOCK!);
      assertRangeRefused(() => sys.recvfrom(receiver, bytes, 0, bytes, new Int32Array(0)), "no element");
      for (const length of [new Uint8Array(4), new Uint32Array(1), [0], 4]) {
        assertTypeRefused(() => sys.recvfrom(receiver, bytes, 0, bytes, length as never), String(length));
      }
    },
  },
];
