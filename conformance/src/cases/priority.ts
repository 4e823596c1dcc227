import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import type { Case } from "../case.ts";
import { assertSilent, one } from "../support/events.ts";
import { isLinux } from "../support/system.ts";
import { URGENT_FILE } from "../support/urgent-file.ts";

export const priority: readonly Case[] = [
  {
    name: "readiness.priority.out-of-band",
    covers: ["add", "wait", "sys.send", "sys.recv"],
    run(fixture) {
      const { Interest, Readiness, constants, errno, sys } = fixture.module;
      const { client, peer } = fixture.tcpPair();
      const poller = fixture.poller();
      poller.add({ fd: peer, kind: 2 }, { interest: Interest.Priority });
      assert.equal(sys.send(client, Uint8Array.of(1, 2), 0), 2);
      assertSilent(poller, "ordinary bytes are not urgent");
      assert.equal(sys.send(client, Uint8Array.of(3), constants.MSG_OOB!), 1);
      assert.equal(one(poller).readiness, Readiness.Priority);
      const bytes = new Uint8Array(8);
      assert.deepEqual([sys.recv(peer, bytes, constants.MSG_OOB!), bytes[0]], [1, 3], "separate from the stream");
      assert.deepEqual(
        [sys.recv(peer, bytes, constants.MSG_PEEK!), bytes[0], bytes[1]],
        [2, 1, 2],
        "which is unchanged",
      );
      assert.equal(sys.recv(peer, new Int32Array(2), 0), 2);
      assert.equal(sys.recv(peer, bytes, constants.MSG_DONTWAIT!), -errno.EAGAIN!);
      if (!isLinux(fixture.module)) {
        // On Darwin a socket is urgent until it is read beyond the mark (SS_RCVATMARK in Darwin's uipc_socket.c).
        assert.equal(sys.send(client, Uint8Array.of(4), 0), 1);
        const deadline = Date.now() + fixture.patienceMs;
        while (sys.recv(peer, bytes, constants.MSG_DONTWAIT!) < 0)
          assert.ok(Date.now() < deadline, "the urgent byte does not arrive");
        assert.equal(bytes[0], 4);
      }
      assertSilent(poller, "it was taken");
    },
  },
  {
    name: "readiness.priority",
    covers: ["add", "modify", "wait"],
    needs: ["sysfs"],
    when: isLinux,
    run(fixture) {
      const { Interest, Readiness } = fixture.module;
      const opened = openSync(URGENT_FILE, "r");
      const fd = fixture.duplicate(opened);
      closeSync(opened);
      const poller = fixture.poller();
      poller.add({ fd, kind: 2 }, { interest: Interest.Priority });
      for (let i = 0; i < 3; i++) {
        assert.equal(one(poller).readiness, Readiness.Priority | Readiness.Error, "urgent until it is read");
      }
      poller.modify({ fd, kind: 2 }, { interest: Interest.Readable });
      assert.equal(one(poller).readiness & Readiness.Priority, 0, "not reported without interest");
      poller.modify({ fd, kind: 2 }, { interest: Interest.Readable | Interest.Priority });
      const all = Interest.Readable | Interest.Priority;
      assert.equal(one(poller).readiness & all, all, "both, with interest in both");
      assert.ok(fixture.module.sys.read(fd, new Uint8Array(4_096)) > 0);
      poller.modify({ fd, kind: 2 }, { interest: Interest.Priority });
      assertSilent(poller, "it was read");
    },
  },
];
