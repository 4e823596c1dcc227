import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { inRoot, root } from "../lib/root.ts";

test("npm start -- --serve echoes until one SIGINT, and then exits 0", async () => {
  const args = [inRoot("tools/bootstrap.mjs"), "tools/start/main.ts", "--serve", "--backend", "koffi", "--port", "0"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  try {
    let port = 0;
    for await (const line of createInterface(child.stderr)) {
      port = Number(/port (\d+); press Ctrl-C to stop/.exec(line)?.[1] ?? 0);
      if (port !== 0) break;
    }
    const socket = connect(port, "127.0.0.1");
    socket.write("ping");
    expect(String((await once(socket, "data"))[0])).toBe("ping");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    socket.destroy();
  } finally {
    child.kill("SIGKILL");
  }
});
