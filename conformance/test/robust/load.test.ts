// Thousands of clients that come and go, and account for every byte: each backend's echo server, and that the clients find faults.
import { afterAll, describe, expect, test } from "vitest";
import { BACKENDS } from "../../../tools/lib/backends.ts";
import { ensureRuntime } from "../../../tools/lib/runtimes.ts";
import { type Round, recordedOf, runLoad } from "../../load/run.ts";
import { type FoundFault, record, secondsSince } from "../../reliability/record.ts";

const SERVED = { wrong: 0, lost: 0, descriptorsLeft: 0, losses: "" };
const WRONG_SERVER = new URL("../../load/wrong-server.ts", import.meta.url).pathname;

const CLIENTS = 4_000;
const rounds: Round[] = [];
const faults: FoundFault[] = [];
afterAll(() => {
  record("load", { ...recordedOf(rounds, CLIENTS), faults });
});

describe.skipIf(process.platform !== "linux")("12,000 clients, 4,000 of them at once", () => {
  test.each(BACKENDS)("get all of their bytes from $name, and leave no descriptor", async (backend) => {
    await ensureRuntime(backend.runtime);
    const [round] = await runLoad(backend, { clients: CLIENTS, connections: 12_000, seed: Date.now() % 2 ** 31 });
    rounds.push(round!);
    expect(round).toMatchObject({ ...SERVED, connections: 12_000 });
    expect(round!.echoed).toBeGreaterThan(500_000_000);
  });
});

describe.skipIf(process.platform !== "linux")("the clients find that", () => {
  const koffi = BACKENDS.find(({ name }) => name === "koffi")!;
  const load = { clients: 500, connections: 2_000, seed: 1, module: WRONG_SERVER, patience: 4 };

  test.each([
    ["one byte in millions is another", ["wrong"]],
    ["a short write passes for a whole one", ["wrong", "lost"]],
    ["a client is forgotten", ["lost"]],
    ["a connection is never closed", ["descriptorsLeft"]],
  ] as const)("%s", async (fault, found) => {
    process.env.LOAD_FAULT = fault;
    const start = performance.now();
    const [round] = await runLoad(koffi, load);
    faults.push({
      fault,
      where: "conformance/load/wrong-server.ts",
      foundBy: "the clients",
      seconds: secondsSince(start),
    });
    expect(found.reduce((total, what) => total + round![what], 0)).toBeGreaterThan(0);
  });
});
