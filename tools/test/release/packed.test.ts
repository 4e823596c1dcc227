import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../../lib/root.ts";
import { packedOptions, RUNTIMES } from "../../packed/main.ts";
import { Project } from "../../packed/project.ts";
import { COMMANDS, doctor, FILES, generate, type Lane, quickStart } from "../../packed/steps.ts";

let base: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "pollio-packed-test-"));
});
afterEach(() => rmSync(base, { recursive: true }));

const project = () => new Project(join(base, "lane"), "node", process.execPath);

test("the pages show the files and commands that the steps use", () => {
  const pages = ["docs/guide/getting-started.md", "docs/guide/kinds.md", "conformance/README.md"];
  const text = pages.map((page) => readFileSync(inRoot(page), "utf8")).join("");
  for (const file of Object.values(FILES))
    expect(text).toContain(`\n${readFileSync(inRoot("examples", file), "utf8")}\`\`\``);
  for (const command of Object.values(COMMANDS)) expect(text).toContain(`\n${command.join(" ")}`);
});

describe("a project", () => {
  test("has its runtime, the installer, sh and env, and nothing more", async () => {
    const { stdout } = await project().run([
      "node",
      "-e",
      "for (const n of fs.readdirSync(process.env.PATH)) console.log(n)",
    ]);
    expect(stdout.split("\n").filter(Boolean).sort()).toEqual(["env", "node", "npm", "npx", "sh"]);
  });

  test("has no compiler", async () => {
    await expect(project().run(["cc", "--version"])).rejects.toThrow(/ENOENT/);
  });

  test("does not inherit settings of npm and pollio from this process", async () => {
    process.env.npm_config_local_prefix = inRoot();
    process.env.POLLIO_BACKEND = "koffi";
    try {
      const { stdout } = await project().run([
        "node",
        "-p",
        "[process.env.npm_config_local_prefix, process.env.POLLIO_BACKEND]",
      ]);
      expect(stdout).toBe("[ undefined, undefined ]\n");
    } finally {
      delete process.env.npm_config_local_prefix;
      delete process.env.POLLIO_BACKEND;
    }
  });

  test("reports the output of a command that fails", async () => {
    const failing = project().run(["node", "-e", "console.log('so far'); throw new Error('no further')"]);
    await expect(failing).rejects.toThrow(/^'node -e .*' ended with exit code 1:\nso far\n[\s\S]*no further/);
  });
});

/** A lane with these files in place of the examples. */
function laneWith(files: Record<string, string>): Lane {
  const examples = join(base, "examples");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(examples, name)), { recursive: true });
    writeFileSync(join(examples, name), text);
  }
  return { project: project(), archives: new Map(), backend: "napi", themes: [], examples };
}

/** A server; `answer` is what it does with a chunk of data. */
const server = (answer: string) => `
import { createServer } from "node:net";
const server = createServer((socket) => socket.on("data", (data) => ${answer}));
server.listen(0, "127.0.0.1", () => console.log(\`echoing on port \${server.address().port}; press Ctrl-C to stop\`));
`;

describe("the quick start", () => {
  test("passes when the data comes back and Ctrl-C ends the server", async () => {
    await quickStart(laneWith({ "quick-start.mjs": server("socket.write(data)") }));
  });

  test.each([
    ["sends back something else", server("socket.write(data.fill(120))"), "what came back is not what was sent"],
    ["ends the connection", server("socket.end()"), "what came back is not what was sent"],
    ["ends", "process.exit(3);", "it ended with exit code 3 before it printed anything"],
    ["complains", `console.error("deprecated");${server("socket.write(data)")}`, "deprecated"],
    [
      "handles Ctrl-C by itself",
      `process.on("SIGINT", () => process.exit(4));${server("socket.write(data)")}`,
      "Ctrl-C ended it with exit code 4",
    ],
  ])("fails when it %s", async (_, text, words) => {
    await expect(quickStart(laneWith({ "quick-start.mjs": text }))).rejects.toThrow(words);
  });
});

/** The command, made up: prints a line, and the report when it is asked for JSON. */
function withCommand({ project }: Lane, report: unknown): void {
  const text = `#!/usr/bin/env node
if (process.argv.includes("--json")) console.log(${JSON.stringify(JSON.stringify(report))});
else console.log("pollio 0.0.0 uses napi (POLLIO_BACKEND is not set)");
`;
  project.write(
    "node_modules/pollio/package.json",
    JSON.stringify({ name: "pollio", version: "0.0.0", bin: "cli.js" }),
  );
  project.write("node_modules/pollio/cli.js", text);
  project.write("node_modules/.bin/pollio", text, 0o755);
}

test("the doctor must load the addon from the package, not from the build folder", async () => {
  const path = `node_modules/@pollio/napi/prebuilds/${process.platform}-${process.arch}/pollio.node`;
  const report = (library: string) => ({
    ok: true,
    chosen: { name: "napi" },
    backends: [{ name: "napi", state: "works", libraries: [library] }],
  });
  const lane = laneWith({});
  withCommand(lane, report(lane.project.path(path)));
  await doctor(lane);
  withCommand(lane, report(inRoot("packages/napi/native/build/Release/pollio.node")));
  await expect(doctor(lane)).rejects.toThrow(/^@pollio\/napi has loaded .*native\/build/);
});

test("pollio generate must create a module", async () => {
  const lane = laneWith({ [FILES.kinds]: "kinds: []\n", [FILES.commands]: "" });
  withCommand(lane, {});
  await expect(generate(lane)).rejects.toThrow(/uses napi/);
});

describe("options", () => {
  test("choose all runtimes, the named ones, or all but Bun", () => {
    expect(packedOptions([]).runtimes).toEqual(RUNTIMES);
    expect(packedOptions(["--runtime", "bun"]).runtimes).toEqual(["bun"]);
    expect(packedOptions(["--without-bun"]).runtimes).toEqual(RUNTIMES.filter((name) => name !== "bun"));
    expect(() => packedOptions(["--runtime", "node18"])).toThrow(/--runtime takes one of node20, .*not 'node18'/);
  });
});
