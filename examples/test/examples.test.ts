import { afterEach, describe, expect, test } from "vitest";
import { backends, endAll, runExample } from "./processes.ts";

afterEach(endAll);

for (const { name, missing } of backends) {
  describe.skipIf(missing)(`with @pollio/${name}`, () => {
    test("a worker that is blocked in wait is woken by its parent, and wake says false once its poller is closed", async () => {
      const { code, stdout, stderr } = await runExample("run.ts", "waker", name).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toBe("wake said true; the worker said: woken with 0 events; wake now says false\n");
    });

    test("events of own kinds tell their descriptors apart", async () => {
      const { code, stdout, stderr } = await runExample("run.ts", "custom-kinds", name).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("command stop");
      expect(stdout).toContain("log started");
    });
  });
}

test("an unknown example is told which there are", async () => {
  const { code, stderr } = await runExample("run.ts", "ehco", "koffi").ended;
  expect(code).toBe(2);
  expect(stderr).toContain("echo-server | waker | custom-kinds");
});
