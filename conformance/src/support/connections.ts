import assert from "node:assert/strict";
import { type Fixture, PATIENCE_MS } from "./fixture.ts";

/** Checks that a connection carries a byte in each direction. */
export function assertTalks(fixture: Fixture, client: number, peer: number): void {
  const poller = fixture.poller();
  for (const [from, to] of [
    [client, peer],
    [peer, client],
  ] as const) {
    poller.add({ fd: to, kind: 2 });
    fixture.send(from);
    assert.equal(poller.wait(PATIENCE_MS).fd(0), to);
    assert.equal(fixture.drain(to), 1);
    poller.delete(to);
  }
  poller.close();
}
