import assert from "node:assert/strict";
import { type Fixture, PATIENCE_MS } from "./fixture.ts";

/** That a connection carries a byte there and a byte back. */
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
