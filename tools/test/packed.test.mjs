import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inRoot } from "../lib/root.mjs";
import { packedOptions, RUNTIMES } from "../packed/options.mjs";
import { KINDS, Project } from "../packed/project.mjs";
import { commandOf, fileOf, readReadme } from "../packed/readme.mjs";
import { doctor, generate, quickStart } from "../packed/steps.mjs";

/** @type {string} */
let base;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "pollio-packed-test-"));
});
afterEach(() => rmSync(base, { recursive: true }));

const project = () => new Project(join(base, "lane"), KINDS.node, process.execPath);

describe("the README", () => {
  const readme = readReadme(readFileSync(inRoot("README.md"), "utf8"));

  test("has what the steps do, marked", () => {
    for (const name of ["quick-start.mjs", "my-kinds.yaml", "commands.mjs"]) expect(fileOf(readme, name)).not.toBe("");
    expect(commandOf(readme, "node quick-start.mjs")).toEqual(["node", "quick-start.mjs"]);
    expect(commandOf(readme, "npx pollio doctor")).toEqual(["npx", "pollio", "doctor"]);
    expect(commandOf(readme, "npx pollio generate").slice(3)).toEqual([
      "--kinds",
      "my-kinds.yaml",
      "--out",
      "src/poller",
    ]);
  });

  test("is told to lack what it does not show", () => {
    expect(() => fileOf(readme, "server.mjs")).toThrow("README.md shows no server.mjs; it shows quick-start.mjs, ");
    expect(() => commandOf(readme, "npx pollio dance")).toThrow(
      "README.md has no command 'npx pollio dance' to try; it has ",
    );
  });
});

describe("a project", () => {
  test("has its runtime, the installer, sh and env, and nothing else", async () => {
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

  test("does not inherit what npm and pollio have told this process", async () => {
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

  test("tells of a command that fails what it said", async () => {
    const failing = project().run(["node", "-e", "console.log('so far'); throw new Error('no further')"]);
    await expect(failing).rejects.toThrow(/^'node -e .*' ended with exit code 1:\nso far\n[\s\S]*no further/);
  });
});

/**
 * A lane whose README has this in the place of the real one.
 *
 * @param {Record<string, string>} files
 * @returns {import("../packed/steps.mjs").Lane}
 */
function laneWith(files) {
  const commands = [
    "node quick-start.mjs",
    "npx pollio doctor",
    "npx pollio generate --kinds my-kinds.yaml --out src/poller",
  ];
  const readme = { files: new Map(Object.entries(files)), commands };
  return { project: project(), readme, archives: new Map(), backend: "napi", themes: [] };
}

/** @param {string} answer What it does with a chunk of data. */
const server = (answer) => `
import { createServer } from "node:net";
const server = createServer((socket) => socket.on("data", (data) => ${answer}));
server.listen(0, "127.0.0.1", () => console.log(\`echoing on port \${server.address().port}; Ctrl-C ends it\`));
`;

describe("the quick start", () => {
  test("passes when what was sent comes back and Ctrl-C ends it", async () => {
    await quickStart(laneWith({ "quick-start.mjs": server("socket.write(data)") }));
  });

  test.each([
    ["sends back something else", server("socket.write(data.fill(120))"), "what came back is not what was sent"],
    ["ends the connection", server("socket.end()"), "what came back is not what was sent"],
    ["ends", "process.exit(3);", "it ended with exit code 3 before it said anything"],
    ["complains", `console.error("deprecated");${server("socket.write(data)")}`, "deprecated"],
    [
      "ends otherwise than by Ctrl-C",
      `process.on("SIGINT", () => process.exit(4));${server("socket.write(data)")}`,
      "Ctrl-C ended it with exit code 4",
    ],
  ])("fails when it %s", async (_, text, words) => {
    await expect(quickStart(laneWith({ "quick-start.mjs": text }))).rejects.toThrow(words);
  });
});

/**
 * The command, made up: prints the text, and the report when it is asked for JSON.
 *
 * @param {import("../packed/steps.mjs").Lane} lane
 * @param {unknown} report
 */
function withCommand({ project }, report) {
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

test("the doctor must have loaded the addon from the package, and not from where it was built", async () => {
  const path = `node_modules/@pollio/napi/prebuilds/${process.platform}-${process.arch}/pollio.node`;
  const report = (/** @type {string} */ library) => ({
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

test("a generated module must have been created", async () => {
  const lane = laneWith({ "my-kinds.yaml": "kinds: []\n", "commands.mjs": "" });
  withCommand(lane, {});
  await expect(generate(lane)).rejects.toThrow(/uses napi/);
});

describe("options", () => {
  test("are all runtimes unless some are named or Bun is left out", () => {
    expect(packedOptions([]).runtimes).toEqual(RUNTIMES);
    expect(packedOptions(["--runtime", "bun"]).runtimes).toEqual(["bun"]);
    expect(packedOptions(["--without-bun"]).runtimes).toEqual(RUNTIMES.filter((name) => name !== "bun"));
    expect(() => packedOptions(["--runtime", "node18"])).toThrow(/--runtime takes one of node20, .*'node18'/);
  });
});
