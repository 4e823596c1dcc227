import assert from "node:assert/strict";
import type { BackendModule } from "../adapter.ts";
import type { Case } from "../case.ts";
import { copy } from "../support/events.ts";
import { type Fixture, PATIENCE_MS } from "../support/fixture.ts";
import { bySystem } from "../support/system.ts";

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

const LOOKED: readonly Flag[] = ["Readable", "Writable", "ReadClosed", "WriteClosed", "Error"];

/** On each system. */
type Flags = Readonly<Record<"linux" | "darwin", readonly Flag[]>>;

const alike = (...flags: Flag[]): Flags => ({ linux: flags, darwin: flags });

/** What each end says when one of them shuts a direction down, over TCP and unix sockets. */
const TABLE: readonly {
  readonly what: string;
  readonly how: "SHUT_RD" | "SHUT_WR" | "SHUT_RDWR";
  readonly local: Flags;
  readonly remote: Readonly<Record<"tcp" | "unix", Flags>>;
}[] = [
  {
    what: "reading",
    how: "SHUT_RD",
    local: alike("Readable", "Writable", "ReadClosed"),
    // TCP does not tell the peer that nothing is read any more; a unix socket cannot be written to from then on.
    remote: { tcp: alike("Writable"), unix: alike("Writable") },
  },
  {
    what: "writing",
    how: "SHUT_WR",
    // EV_EOF comes with the filter of the direction that is shut, whoever did it; epoll says nothing of one's own doing.
    local: { linux: ["Writable"], darwin: ["Writable", "WriteClosed"] },
    remote: { tcp: alike("Readable", "Writable", "ReadClosed"), unix: alike("Readable", "Writable", "ReadClosed") },
  },
  {
    what: "both",
    how: "SHUT_RDWR",
    local: alike("Readable", "Writable", "ReadClosed", "WriteClosed"),
    remote: {
      tcp: alike("Readable", "Writable", "ReadClosed"),
      unix: {
        linux: ["Readable", "Writable", "ReadClosed", "WriteClosed"],
        darwin: ["Readable", "Writable", "ReadClosed"],
      },
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

/**
 * What is looked at on the other end. Linux reports over unix sockets that nothing is read any more; Darwin's uipc_shutdown
 * reports only the writing side, and no manual page promises either, so that WriteClosed is not looked at there.
 */
const LOOKED_AT_REMOTELY = { linux: LOOKED, darwin: LOOKED.filter((name) => name !== "WriteClosed") };

export const shutdowns: readonly Case[] = (["tcp", "unix"] as const).flatMap((transport) =>
  TABLE.map(
    ({ what, how, local, remote }): Case => ({
      name: `shutdown.${transport}.${what}`,
      covers: ["add", "wait"],
      run(fixture) {
        const { constants, sys } = fixture.module;
        const [mine, other] = pairs[transport](fixture);
        assertComesTo(fixture, mine, ["Writable"], LOOKED);
        assert.equal(sys.shutdown(mine, constants[how]!), 0);
        assertComesTo(fixture, mine, bySystem(fixture, local), LOOKED);
        assertComesTo(fixture, other, bySystem(fixture, remote[transport]), bySystem(fixture, LOOKED_AT_REMOTELY));
      },
    }),
  ),
);
