import assert from "node:assert/strict";
import type { BackendModule } from "../adapter.ts";
import type { Case } from "../case.ts";
import { copy, PATIENCE_MS } from "../support/events.ts";
import type { Fixture } from "../support/fixture.ts";

type Flag = keyof BackendModule["Readiness"];
type Pair = readonly [local: number, remote: number];

/** That a descriptor with both interests comes to report these flags, and no others of those that are looked at. */
function assertComesTo(fixture: Fixture, fd: number, expected: readonly Flag[], looked: readonly Flag[]): void {
  const { Interest, Readiness } = fixture.module;
  const poller = fixture.poller();
  poller.add({ fd, kind: 2 }, { interest: Interest.Readable | Interest.Writable });
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const flags = copy(poller.wait(20)).reduce((sum, event) => sum | event.readiness, 0);
    const got = looked.filter((name) => (flags & Readiness[name]) !== 0);
    if (got.join() === expected.join()) break;
    if (Date.now() > deadline) assert.deepEqual(got, expected);
  }
  poller.close();
}

const LOOKED = ["Readable", "Writable", "ReadClosed", "WriteClosed", "Error"] as const;

/** What each end says when one of them shuts a direction down, the same over TCP and unix sockets. */
const TABLE: readonly {
  readonly what: string;
  readonly how: "SHUT_RD" | "SHUT_WR" | "SHUT_RDWR";
  readonly local: readonly Flag[];
  readonly remote: Readonly<Record<"tcp" | "unix", readonly Flag[]>>;
}[] = [
  {
    what: "reading",
    how: "SHUT_RD",
    local: ["Readable", "Writable", "ReadClosed"],
    // TCP tells nobody that one does not read any more; a unix socket cannot be written to from then on.
    remote: { tcp: ["Writable"], unix: ["Writable"] },
  },
  {
    what: "writing",
    how: "SHUT_WR",
    local: ["Writable"],
    remote: { tcp: ["Readable", "Writable", "ReadClosed"], unix: ["Readable", "Writable", "ReadClosed"] },
  },
  {
    what: "both",
    how: "SHUT_RDWR",
    local: ["Readable", "Writable", "ReadClosed", "WriteClosed"],
    remote: {
      tcp: ["Readable", "Writable", "ReadClosed"],
      unix: ["Readable", "Writable", "ReadClosed", "WriteClosed"],
    },
  },
];

const pairs: Readonly<Record<"tcp" | "unix", (fixture: Fixture) => Pair>> = {
  tcp: (fixture) => {
    const { client, peer } = fixture.tcpPair();
    return [client, peer];
  },
  unix: (fixture) => fixture.pair(),
};

/** Which system's table it is: a local shutdown of the writing side shows as write-closed on kqueue only. */
const isLinux = (module: BackendModule): boolean => module.backend.os === "linux";

export const shutdowns: readonly Case[] = (["tcp", "unix"] as const).flatMap((transport) =>
  TABLE.map(
    ({ what, how, local, remote }): Case => ({
      name: `shutdown.${transport}.${what}`,
      covers: ["add", "wait"],
      when: isLinux,
      run(fixture) {
        const { constants, sys } = fixture.module;
        const [mine, other] = pairs[transport](fixture);
        assertComesTo(fixture, mine, ["Writable"], LOOKED);
        assert.equal(sys.shutdown(mine, constants[how]!), 0);
        assertComesTo(fixture, mine, local, LOOKED);
        assertComesTo(fixture, other, remote[transport], LOOKED);
      },
    }),
  ),
);
