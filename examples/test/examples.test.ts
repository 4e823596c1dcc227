import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { backends, endAll, runExample } from "./processes.ts";

afterEach(endAll);

for (const { name, missing } of backends) {
  describe.skipIf(missing)(`with @pollio/${name}`, () => {
    test("a worker blocked in wait is woken by its parent, and wake returns false once its poller is closed", async () => {
      const { code, stdout, stderr } = await runExample("run.ts", "waker", name).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toBe("wake returned true; worker: woken with 0 events; wake now returns false\n");
    });

    test("a server whose worker is blocked in wait stops within a second of one SIGINT", async () => {
      const server = runExample("run.ts", "shutdown", name);
      const socket = connect(Number(await server.firstLine), "127.0.0.1");
      expect(String((await once(socket, "data"))[0])).toBe("hello\n");
      await sleep(200); // the worker is blocked again
      const start = performance.now();
      server.process.kill("SIGINT");
      const { code, stdout, stderr } = await server.ended;
      expect(performance.now() - start).toBeLessThan(1000);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/greeted 1\n$/);
      socket.destroy();
    });

    test("custom kinds tell descriptors apart", async () => {
      const { code, stdout, stderr } = await runExample("run.ts", "custom-kinds", name).ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("command stop");
      expect(stdout).toContain("log started");
    });
  });
}

test("an unknown example name is answered with the known ones", async () => {
  const { code, stderr } = await runExample("run.ts", "ehco", "koffi").ended;
  expect(code).toBe(2);
  expect(stderr).toContain("echo-server | shutdown | waker | custom-kinds");
});
