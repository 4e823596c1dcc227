// A thousand random sequences with each backend, against the model (conformance/model). The seed is always the same, so that what breaks
// this is a change of the product; `npm run soak` takes others.

import { expect, test } from "vitest";
import { report, SUBJECTS, searchIn } from "../../model/backends.ts";

const COUNT = 1000;
const SEED = 20_261_127;

test.each(SUBJECTS)(`${COUNT} sequences do what the manual pages say: $name, in $runtime`, async (subject) => {
  const searched = await searchIn(subject, { count: COUNT, seed: SEED });
  expect(report(subject, searched)).toBeUndefined();
  expect(searched.ran).toBe(COUNT);
});
