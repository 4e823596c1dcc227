// A thousand random sequences with each backend, against the model (conformance/model). The seed is always the same, so that what breaks
// this is a change of the product; `npm run soak` takes others.

import { expect, test } from "vitest";
import { report, SUBJECTS, searchIn } from "../../model/backends.ts";

const COUNT = 1000;
const SEED = 20_261_127;

const BY_NAME = SUBJECTS.map((subject) => [subject.name, subject.runtime, subject] as const);

test.each(BY_NAME)(`${COUNT} sequences do what the manual pages say: %s, in %s`, async (_name, _runtime, subject) => {
  const searched = await searchIn(subject, { count: COUNT, seed: SEED });
  expect(report(subject, searched)).toBeUndefined();
  expect(searched.ran).toBe(COUNT);
});
