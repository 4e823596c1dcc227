import { describe, expect, test } from "vitest";
import { type Edit, runSanitized, sanitizedTree } from "./sanitized.ts";

/** What measures memory or processor time, which a sanitizer takes. */
const MEASURES =
  /^(left-behind\.(an-idle|timeouts)|memory\.bytes-per-call|descriptors\.heap|spin\.(a-wait-looks|only-while))/;

const SUPPORT = "packages/napi/native/support.h";

/** Faults that only a sanitizer sees, and the theme in whose cases they occur. */
const FAULTS: Readonly<Record<string, Edit & { readonly theme: string }>> = {
  "a write past the end of the addon's own memory": {
    file: SUPPORT,
    find: "static_cast<std::size_t>(count) * sizeof(Slot))",
    put: "static_cast<std::size_t>(count - 1) * sizeof(Slot))",
    theme: "lifecycle.",
  },
  "an array that is taken for longer than it is, and that the kernel fills": {
    file: SUPPORT,
    find: "elements * element_size(type)};",
    put: "elements * element_size(type) + 4096};",
    theme: "sys.memory.",
  },
};

describe.skipIf(process.platform !== "linux")("the addon under AddressSanitizer and UndefinedBehaviorSanitizer", () => {
  test("the whole suite passes", async () => {
    const { results, trouble, reports } = await runSanitized(await sanitizedTree("sound"));
    expect(reports).toEqual([]);
    expect(trouble).toBeUndefined();
    const failed = results.filter(({ status, name }) => status === "failed" && !MEASURES.test(name));
    expect(failed.map(({ name, message, details }) => ({ name, message, details }))).toEqual([]);
    expect(results.length).toBeGreaterThan(600);
  }, 600_000);

  test.each(Object.entries(FAULTS))("it finds %s", async (_, { theme, ...edit }) => {
    const { reports } = await runSanitized(await sanitizedTree("planted", edit), [theme]);
    expect(reports.join("\n")).toContain("AddressSanitizer: heap-buffer-overflow");
  });
});
