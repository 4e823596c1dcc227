import type { BadValue } from "./bad-values.ts";
import { assertRangeRefused, assertTypeRefused } from "./errors.ts";
import { assertWorks } from "./events.ts";
import type { Fixture } from "./fixture.ts";

/** Tries each bad value, and checks that the poller still works after each one. */
export function refuses(
  fixture: Fixture,
  call: (value: never) => unknown,
  types: readonly BadValue[],
  ranges: readonly BadValue[],
): void {
  const poller = fixture.poller();
  const { reader } = fixture.readyPipe();
  for (const [label, value] of types) {
    assertTypeRefused(() => call(value as never), label);
    assertWorks(poller, reader);
  }
  for (const [label, value] of ranges) {
    assertRangeRefused(() => call(value as never), label);
    assertWorks(poller, reader);
  }
}
