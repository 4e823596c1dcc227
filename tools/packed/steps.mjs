// What a user does with the installed packages, step by step. A step throws what is wrong.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { ARTIFACTS } from "../prebuilds/artifacts.mjs";
import { commandOf, fileOf } from "./readme.mjs";

/**
 * @typedef {object} Lane One project.
 * @property {import("./project.mjs").Project} project
 * @property {import("./readme.mjs").Readme} readme
 * @property {ReadonlyMap<string, string>} archives Paths by package.
 * @property {"napi" | "bun" | "koffi"} backend What is used in it.
 * @property {readonly string[]} themes What the conformance command runs; none for all.
 *
 * @typedef {(lane: Lane) => Promise<void>} Step
 */

/** How the choice of a backend that is not the first is made. @param {Lane} lane @returns {Record<string, string>} */
const choice = ({ backend }) => (backend === "koffi" ? { POLLIO_BACKEND: "koffi" } : {});

/** @param {import("../prebuilds/artifacts.mjs").Artifact} artifact */
const prebuilt = ({ name, file }) => `node_modules/${name}/prebuilds/${process.platform}-${process.arch}/${file}`;

/** `npm install pollio` installs our packages and nobody else's; npm leaves out what is for a newer Node. @type {Step} */
export async function install(lane) {
  const { project, archives, backend } = lane;
  // In the place of the registry, where these versions are not yet: what pollio depends on is looked up here.
  const overrides = [...archives].filter(([name]) => name.startsWith("@pollio/"));
  const others = overrides.filter(([name]) => name !== "@pollio/koffi" && name !== "@pollio/conformance");
  const manifest = { name: "a-project", private: true, type: "module" };
  const files = others.map(([name, path]) => [name, `file:${path}`]);
  project.write("package.json", JSON.stringify({ ...manifest, overrides: Object.fromEntries(files) }, null, 2));
  await add(lane, ["pollio"]);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(project.path(MANIFEST), "utf8"));
  const optional = Object.keys(optionalDependencies);
  const there = installed(lane);
  assert.deepEqual(
    there.filter((name) => !optional.includes(name)),
    [...Object.keys(dependencies), "pollio"].sort(),
  );
  await add(lane, backend === "koffi" ? ["@pollio/koffi", "@pollio/conformance"] : ["@pollio/conformance"]);
}

/**
 * @param {Lane} lane
 * @param {readonly string[]} names
 */
async function add({ project, archives }, names) {
  await project.run([...project.kind.install, ...names.map((name) => archives.get(name) ?? name)], PATIENCE);
}

/** A registry that stalls is asked again: npm waits for five minutes otherwise. */
const PATIENCE = { npm_config_fetch_timeout: "15000", npm_config_fetch_retries: "4" };

const MANIFEST = "node_modules/pollio/package.json";

/** The packages of a project, by name. @param {Lane} lane */
export function installed({ project }) {
  const modules = project.path("node_modules");
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => (name.startsWith("@") ? readdirSync(`${modules}/${name}`).map((own) => `${name}/${own}`) : name))
    .sort();
}

/** The README's server answers a client, and Ctrl-C ends it. @type {Step} */
export async function quickStart(lane) {
  const { project, readme } = lane;
  project.write("quick-start.mjs", fileOf(readme, "quick-start.mjs"));
  const { child, ended } = project.start([...commandOf(readme, "node quick-start.mjs"), "0"], choice(lane));
  try {
    const port = Number(/^echoing on port (\d+);/.exec(await firstLine(child, ended))?.[1]);
    await assertEchoes(port, Buffer.alloc(30_000, "The quick brown fox. "));
    await assertEchoes(port, Buffer.from("again"));
    child.kill("SIGINT");
    const { code, signal, stderr } = await ended;
    assert.equal(stderr, "");
    assert.ok(signal === "SIGINT" || code === 130, `Ctrl-C ended it with ${signal ?? `exit code ${code}`}`);
  } finally {
    child.kill("SIGKILL");
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {Promise<import("./project.mjs").Ended>} ended
 * @returns {Promise<string>}
 */
async function firstLine(child, ended) {
  const failed = ended.then(({ code, stderr }) => {
    throw new Error(`it ended with exit code ${code} before it said anything:\n${stderr}`);
  });
  const [text] = await Promise.race([
    once(/** @type {import("node:stream").Readable} */ (child.stdout), "data"),
    failed,
  ]);
  return text;
}

/**
 * @param {number} port
 * @param {Buffer} sent
 */
async function assertEchoes(port, sent) {
  const socket = connect(port, "127.0.0.1").setTimeout(20_000);
  socket.on("timeout", () => socket.destroy(new Error("the server did not answer for 20 s")));
  socket.write(sent);
  let got = Buffer.alloc(0);
  for await (const chunk of socket) {
    got = Buffer.concat([got, chunk]);
    if (got.length >= sent.length) break;
  }
  assert.ok(got.equals(sent), "what came back is not what was sent");
}

/** The same without npx, which takes its time and was seen to work. @param {readonly string[]} command */
const direct = ([, , ...args]) => ["node", "node_modules/.bin/pollio", ...args];

/** The doctor finds the backend well, and what is prebuilt where the packages have it. @type {Step} */
export async function doctor(lane) {
  const { project, readme, backend } = lane;
  const command = commandOf(readme, "npx pollio doctor");
  assert.match((await project.run(command, choice(lane))).stdout, new RegExp(`^pollio \\S+ uses ${backend} `));
  const report = JSON.parse((await project.run([...direct(command), "--json"], choice(lane))).stdout);
  assert.deepEqual({ ok: report.ok, chosen: report.chosen.name }, { ok: true, chosen: backend });
  /** @type {{ name: string, state: string, libraries?: string[] }[]} */
  const backends = report.backends;
  const working = backends.filter(({ state }) => state === "works");
  const names = working.map(({ name }) => name);
  assert.ok(names.includes("napi"), `what works is ${names}`);
  for (const artifact of ARTIFACTS) {
    const found = working.find(({ name }) => artifact.name === `@pollio/${name}`);
    if (found === undefined) continue;
    const path = project.path(prebuilt(artifact));
    assert.ok(found.libraries?.includes(path), `${artifact.name} has loaded ${found.libraries}, and not ${path}`);
  }
}

/** Both ways to load it give the backend that is expected. @type {Step} */
export async function importing(lane) {
  const { project, backend } = lane;
  const tell = "console.log(backend.name, typeof OsPoller, EventKind.Client);";
  project.write("import.mjs", `import { backend, EventKind, OsPoller } from "pollio";\n${tell}\n`);
  project.write("require.cjs", `const { backend, EventKind, OsPoller } = require("pollio");\n${tell}\n`);
  for (const file of ["import.mjs", "require.cjs"]) {
    const { stdout, stderr } = await project.run(["node", file], choice(lane));
    assert.deepEqual({ stdout, stderr: withoutWarnings(stderr) }, { stdout: `${backend} function 2\n`, stderr: "" });
  }
}

/** Requiring an ES module is a warning in Node 20, https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require. @param {string} text */
function withoutWarnings(text) {
  return text.replaceAll(
    /^\(node:\d+\) ExperimentalWarning: .* ES Module .*\n|^\(Use `node --trace-warnings .*\n/gm,
    "",
  );
}

/** A kind of the user's own: the README's file of kinds, its command, its program. @type {Step} */
export async function generate(lane) {
  const { project, readme } = lane;
  for (const name of ["my-kinds.yaml", "commands.mjs"]) project.write(name, fileOf(readme, name));
  const command = commandOf(readme, "npx pollio generate");
  assert.match((await project.run(command)).stdout, /^created src\/poller\.js$/m);
  await project.run([...direct(command), "--check"]);
  const { stdout } = await project.run(["node", "commands.mjs"], choice(lane));
  assert.match(stdout, /^a command on descriptor \d+\n$/);
}

/** The suite passes, with what is installed. @type {Step} */
export async function conformance(lane) {
  const { project, readme, backend, themes } = lane;
  const only = themes.length > 0 ? ["--only", ...themes] : [];
  const words = [...commandOf(readme, "npx pollio conformance"), "--backend", backend, ...only, "--json"];
  const { ok, verdicts } = JSON.parse((await project.run(words)).stdout);
  assert.equal(ok, true);
  const [{ adapter, passed, themes: ran }] = verdicts;
  assert.equal(adapter, backend);
  assert.ok(
    passed >= ran.length && ran.length >= themes.length,
    `only ${passed} cases of ${ran.length} themes were run`,
  );
}
