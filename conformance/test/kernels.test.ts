// npm run test:kernels without a machine: what is asked for, and how it is judged.
import { suite } from "@pollio/conformance";
import type { Run } from "@pollio/conformance/runner";
import { expect, test } from "vitest";
import { judge } from "../arm64/main.ts";
import { KERNELS, kernelOptions, MEASURES, withoutMeasures } from "../kernels/main.ts";

test("each kernel and backend can be chosen, and unknown ones are wrong usage", () => {
  const { kernels, orders } = kernelOptions(["--kernel", "x64-5.10", "--backend", "koffi", "--core"]);
  expect(kernels.map(({ suite }) => suite)).toEqual(["bullseye"]);
  expect(orders).toMatchObject([{ adapter: "@pollio/koffi/adapter", command: "/bin/node", only: expect.any(Array) }]);
  expect(kernelOptions([]).kernels).toEqual(KERNELS);
  expect(() => kernelOptions(["--kernel", "arm64-2.6"])).toThrow(
    /--kernel takes one of arm64-6\.1, .*, not 'arm64-2\.6'/,
  );
  expect(() => kernelOptions(["--core", "--only", "tcp."])).toThrow(/--core.* cannot be used with .*--only/);
});

test.runIf(process.platform === "linux")("only what measures may fail, and it exists", async () => {
  const { adapter } = await import("@pollio/koffi/adapter");
  const { cases } = suite({ test: () => {}, backend: adapter });
  expect(MEASURES.filter((name) => !cases.includes(name))).toEqual([]);
  const failed = (name: string) => ({ name, status: "failed" as const, ms: 1, message: "late" });
  const run: Run = {
    runtime: "node",
    results: [failed(MEASURES[0]!), failed("b")],
    notProvable: [],
    leftOut: [],
    seconds: 1,
  };
  expect(judge("napi", withoutMeasures(run))).toMatchObject({ expected: [expect.any(String)], problems: ["b: late"] });
});
