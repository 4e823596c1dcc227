import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { BACKENDS } from "./tools/lib/backends.ts";
import { isCurrentRuntime } from "./tools/runtimes/current.ts";

// Node 26 calls itself Node, so that the runtime is named where that matters.
const runtime = process.env.POLLIO_EXPECT_RUNTIME ?? ["bun", "deno", "node"].find((name) => isCurrentRuntime(name))!;

/** What is tested beside the backends. */
const others: Record<string, string[]> = {
  node: [
    "generator/test/**/*.test.ts",
    "packages/{core,pollio}/test/**/*.test.ts",
    "conformance/test/**/*.test.ts",
    "conformance/kqueue-double/test/{*,node/*}.test.ts",
    "bench/test/**/*.test.ts",
    "tools/test/**/*.test.{ts,mjs}",
    "examples/test/**/*.test.ts",
    "toolchains/test/**/*.test.ts",
    "docs/test/**/*.test.ts",
  ],
  bun: [
    "packages/pollio/test/**/*.test.ts",
    "conformance/test/runner.test.ts",
    "conformance/kqueue-double/test/bun/*.test.ts",
    "examples/test/**/*.test.ts",
  ],
  deno: ["packages/pollio/test/epoll/*.test.ts"],
  node26: ["packages/pollio/test/epoll/*.test.ts"],
};

/** npm's epoll, and so pollio/epoll, is for Linux. */
const onLinuxAlone = process.platform === "linux" ? [] : ["packages/pollio/test/epoll/*.test.ts"];

const backends = BACKENDS.filter(({ runtimes }) => runtimes.some((name) => name === runtime));

/** What takes longest: whole runs of the suite, and processes one after another. */
const LONG =
  /(faults-\w+|coverage|conformance|poller-only|taken|watcher[\w-]*|backend|left-behind|kqueue-double\/test\/\w+\/\w+)\.test\.ts$/;

/** Long files first, so that none is left alone at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [true, false].flatMap((long) => sorted.filter(({ moduleId }) => LONG.test(moduleId) === long));
  }
}

export default defineConfig({
  test: {
    include: [...backends.map(({ name }) => `packages/${name}/test/**/*.test.ts`), ...(others[runtime] ?? [])],
    exclude: [...configDefaults.exclude, ...onLinuxAlone],
    setupFiles: ["tools/checks/expect-runtime.ts"],
    // Native code: what crashes must take one file with it, and not the run.
    pool: "forks",
    // Tests mostly wait: for timeouts, and for processes to start. Continuous integration has time, and some tests measure.
    maxWorkers: availableParallelism() + (process.env.CI === "true" ? 0 : 1),
    sequence: { sequencer: LongFirst },
    // Many tests start processes, and the machine may be busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
