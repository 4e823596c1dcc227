import { afterAll, describe, expect, test } from "vitest";
import { BRIEF, runScenario, SCENARIOS } from "../../ends/run.ts";
import { searchIn } from "../../model/backends.ts";
import { type FoundFault, number, record, sum } from "../../reliability/record.ts";
import {
  COMPILED,
  type Edit,
  isLoaded,
  reportsOf,
  runSanitized,
  sanitizedSubject,
  sanitizedTree,
} from "./sanitized.ts";

/** What measures memory or processor time, which a sanitizer takes. */
const MEASURES =
  /^(left-behind\.(an-idle|timeouts)|memory\.bytes-per-call|descriptors\.heap|spin\.(a-wait-looks|only-while))/;

const SEQUENCES = 300;
const SEED = 1;

/** Pollers and arrays that are dropped, closed and collected while the kernel writes. */
const COLLECTIONS = SCENARIOS.find(({ scenario }) => scenario === "collections")!;
const SCALE = { ...BRIEF, collections: 5 };

const SUPPORT = "packages/napi/native/support.h";
const HELPER = "generated/node-ffi/helper/linux.c";

/** Faults that only a sanitizer sees, and the theme in whose cases they occur. */
const FAULTS: Readonly<Record<string, Edit & { readonly backend: keyof typeof COMPILED; readonly theme: string }>> = {
  "a write past the end of the addon's own memory": {
    backend: "napi",
    file: SUPPORT,
    find: "static_cast<std::size_t>(count) * sizeof(Slot))",
    put: "static_cast<std::size_t>(count - 1) * sizeof(Slot))",
    theme: "lifecycle.",
  },
  "an array that is taken for longer than it is, and that the kernel fills": {
    backend: "napi",
    file: SUPPORT,
    find: "elements * element_size(type)};",
    put: "elements * element_size(type) + 4096};",
    theme: "sys.memory.",
  },
  "a read by the helper past the end of an array": {
    backend: "node-ffi",
    file: HELPER,
    find: "read((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2])",
    put: "read((int)in[0], (void *)(uintptr_t)in[1], (size_t)in[2] + 4096)",
    theme: "sys.memory.",
  },
  "an argument that the helper takes from behind its frame": {
    backend: "node-ffi",
    file: HELPER,
    find: "epoll_ctl((int)in[0], (int)op, (int)fd, (struct epoll_event *)(uintptr_t)in[3])",
    put: "epoll_ctl((int)in[0] + (in[4] > 1e300), (int)op, (int)fd, (struct epoll_event *)(uintptr_t)in[3])",
    theme: "lifecycle.",
  },
};

const failedOf = (results: Awaited<ReturnType<typeof runSanitized>>["results"]) =>
  results
    .filter(({ status, name }) => status === "failed" && !MEASURES.test(name))
    .map(({ name, message, details }) => ({ name, message, details }));

describe.skipIf(process.platform !== "linux")("under AddressSanitizer and UndefinedBehaviorSanitizer", () => {
  const ran: { readonly cases: number; readonly sequences: number; readonly reports: number }[] = [];
  const faults: FoundFault[] = [];
  afterAll(() => {
    const [cases, sequences] = [sum(ran, (one) => one.cases), sum(ran, (one) => one.sequences)];
    const tried = `${number(cases)} cases and ${number(sequences)} sequences with ${Object.keys(COMPILED).join(" and ")}`;
    record("sanitizers", { tried, came: `${sum(ran, ({ reports }) => reports)} reports`, faults });
  });

  // Together, because most of the suite waits.
  test.concurrent.each(Object.keys(COMPILED) as (keyof typeof COMPILED)[])(
    "what is compiled of %s passes the whole suite, and agrees with the model",
    async (backend) => {
      const tree = await sanitizedTree(backend, "sound");
      expect(await isLoaded(tree)).toBe(true);
      const { results, trouble } = await runSanitized(tree);
      const subject = sanitizedSubject(tree);
      const { ran: sequences, found } = await searchIn(subject, { count: SEQUENCES, seed: SEED, shrinks: false });
      const collected = await runScenario(subject, COLLECTIONS, SCALE);
      ran.push({ cases: results.length, sequences, reports: reportsOf(tree).length });
      expect(reportsOf(tree)).toEqual([]);
      expect(trouble).toBeUndefined();
      // Sanitized code is slow, and the machine busy with the other backend: what fails then is said, and must pass alone.
      const failed = failedOf(results);
      if (failed.length > 0) console.warn(`${backend}, run again alone: ${JSON.stringify(failed)}`);
      const again =
        failed.length === 0
          ? []
          : (
              await runSanitized(
                tree,
                failed.map(({ name }) => name),
              )
            ).results;
      expect(failedOf(again)).toEqual([]);
      expect(reportsOf(tree)).toEqual([]);
      expect(results.length).toBeGreaterThan(600);
      expect(found).toBeUndefined();
      expect(sequences).toBe(SEQUENCES);
      expect(collected.wrong).toBeUndefined();
    },
    600_000,
  );

  test.each(Object.entries(FAULTS))("they find %s", async (fault, { backend, theme, ...edit }) => {
    const tree = await sanitizedTree(backend, "planted", edit);
    const { seconds } = await runSanitized(tree, [theme]);
    expect(reportsOf(tree).join("\n")).toContain("AddressSanitizer: heap-buffer-overflow");
    faults.push({ fault, where: edit.file, foundBy: `AddressSanitizer, ${theme}`, seconds });
  });
});
