// A thousand random sequences with each backend, against the model (conformance/model). The seed is always the same, so that what breaks
// this is a change of the product; `npm run soak` takes others.

import { afterAll, expect, test } from "vitest";
import { report, SUBJECTS, searchIn } from "../../model/backends.ts";
import { number, record } from "../../reliability/record.ts";

const COUNT = 1000;
const SEED = 20_261_127;

const BY_NAME = SUBJECTS.map((subject) => [subject.name, subject.runtime, subject] as const);

let [ran, differences] = [0, 0];
afterAll(() => {
  const tried = `${number(ran)} sequences: ${number(COUNT)} with each of ${SUBJECTS.map(({ name }) => name).join(", ")}`;
  record("model", { tried, came: `${differences} differences from the manual pages` });
});

test.each(BY_NAME)(`${COUNT} sequences do what the manual pages say: %s, in %s`, async (_name, _runtime, subject) => {
  const searched = await searchIn(subject, { count: COUNT, seed: SEED });
  ran += searched.ran;
  differences += report(subject, searched) === undefined ? 0 : 1;
  expect(report(subject, searched)).toBeUndefined();
  expect(searched.ran).toBe(COUNT);
});
