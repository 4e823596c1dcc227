import assert from "node:assert/strict";
import { closeSync, openSync } from "node:fs";
import type { Case } from "../case.ts";
import { assertSilent, one } from "../support/events.ts";
import { URGENT_FILE } from "../support/urgent-file.ts";

export const priority: readonly Case[] = [
  {
    name: "readiness.priority",
    covers: ["add", "modify", "wait"],
    needs: ["sysfs"],
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
      assert.equal(one(poller).readiness & Readiness.Priority, 0, "who does not ask is not told");
      poller.modify({ fd, kind: 2 }, { interest: Interest.Readable | Interest.Priority });
      const all = Interest.Readable | Interest.Priority;
      assert.equal(one(poller).readiness & all, all, "both, when both are asked for");
      assert.ok(fixture.module.sys.read(fd, new Uint8Array(4_096)) > 0);
      poller.modify({ fd, kind: 2 }, { interest: Interest.Priority });
      assertSilent(poller, "it was read");
    },
  },
];
