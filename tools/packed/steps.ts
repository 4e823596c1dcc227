// What a user does with the installed packages, step by step. A step throws what is wrong.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { inRoot } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";
import type { Manifest } from "../pack/archives.ts";
import { ARTIFACTS } from "../prebuilds/main.ts";
import type { Project } from "./project.ts";

/** A project, with the paths of the archives by package, and the backend that it uses. */
export interface Lane {
  readonly project: Project;
  readonly archives: ReadonlyMap<string, string>;
  readonly backend: "napi" | "bun" | "koffi";
  /** What the conformance command runs; none for all. */
  readonly themes: readonly string[];
  /** The folder of the files that the guide shows; default: examples/. */
  readonly examples?: string;
}

export type Step = (lane: Lane) => Promise<void>;

/** The commands that the guide shows; a test holds it to them. */
export const COMMANDS = {
  quickStart: ["node", "quick-start.mjs"],
  doctor: ["npx", "pollio", "doctor"],
  generate: ["npx", "pollio", "generate", "--kinds", "my-kinds.yaml", "--out", "src/poller"],
  conformance: ["npx", "pollio", "conformance"],
};

/** Where the files that the guide shows are, in examples/. */
export const FILES = {
  quickStart: "quick-start.mjs",
  kinds: "own-kinds/my-kinds.yaml",
  commands: "own-kinds/commands.mjs",
};

const example = ({ examples = inRoot("examples") }: Lane, name: string) => readFileSync(join(examples, name));

/** Chooses a backend that is not the first. */
const choice = ({ backend }: Lane): Record<string, string> => (backend === "koffi" ? { POLLIO_BACKEND: "koffi" } : {});

/** The same command without npx, which takes its time and was seen to work. */
const direct = ([, , ...args]: readonly string[]) => ["node", "node_modules/.bin/pollio", ...args];

/** `npm install pollio` installs our packages and no others; npm leaves out what is for a newer Node. */
export const install: Step = async ({ project, archives, backend }) => {
  // Overrides stand in for the registry, which does not have these versions yet.
  const overrides = [...archives].filter(
    ([name]) => name.startsWith("@pollio/") && !/koffi|conformance|epoll/.test(name),
  );
  const files = Object.fromEntries(overrides.map(([name, path]) => [name, `file:${path}`]));
  project.write("package.json", JSON.stringify({ name: "a-project", private: true, type: "module", overrides: files }));
  const add = (...names: string[]) => project.install(names.map((name) => archives.get(name) ?? name));
  await add("pollio");
  const manifest = readFileSync(project.path("node_modules/pollio/package.json"), "utf8");
  const { dependencies, optionalDependencies } = JSON.parse(manifest);
  assert.deepEqual(
    installed(project).filter((name) => !(name in optionalDependencies)),
    [...Object.keys(dependencies), "pollio"].sort(),
  );
  await add("@pollio/conformance", ...(backend === "koffi" ? ["@pollio/koffi"] : []));
};

/** The packages of a project, by name. */
export function installed(project: Project): string[] {
  const modules = project.path("node_modules");
  return readdirSync(modules)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => (name.startsWith("@") ? readdirSync(join(modules, name)).map((own) => `${name}/${own}`) : name))
    .sort();
}

/** Both ways to load it give the expected backend. */
export const importing: Step = async (lane) => {
  const { project, backend } = lane;
  const print = "console.log(backend.name, typeof OsPoller, EventKind.Client);";
  project.write("import.mjs", `import { backend, EventKind, OsPoller } from "pollio";\n${print}\n`);
  project.write("require.cjs", `const { backend, EventKind, OsPoller } = require("pollio");\n${print}\n`);
  for (const file of ["import.mjs", "require.cjs"]) {
    const { stdout, stderr } = await project.run(["node", file], choice(lane));
    assert.deepEqual([stdout, stderr], [`${backend} function 2\n`, ""]);
  }
};

/** The quick start's server answers a client, and Ctrl-C ends it. */
export const quickStart: Step = async (lane) => {
  const { project } = lane;
  project.write("quick-start.mjs", example(lane, FILES.quickStart));
  const server = project.start([...COMMANDS.quickStart, "0"], choice(lane));
  try {
    const early = server.then(({ exitCode, stderr }) => {
      throw new Error(`it ended with exit code ${exitCode} before it printed anything:\n${stderr}`);
    });
    const [line] = await Promise.race([once(server.stdout, "data"), early]);
    const port = Number(/^echoing on port (\d+);/.exec(String(line))?.[1]);
    await assertEchoes(port, Buffer.alloc(30_000, "The quick brown fox. "));
    await assertEchoes(port, Buffer.from("again"));
    server.kill("SIGINT");
    const { exitCode, signal, stderr } = await server;
    assert.equal(stderr, "");
    assert.ok(signal === "SIGINT" || exitCode === 130, `Ctrl-C ended it with ${signal ?? `exit code ${exitCode}`}`);
  } finally {
    server.kill("SIGKILL");
  }
};

async function assertEchoes(port: number, sent: Buffer): Promise<void> {
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

/** The doctor finds that the backend works, and that what is prebuilt was loaded from the packages. */
export const doctor: Step = async (lane) => {
  const { project, backend } = lane;
  const text = await project.run(COMMANDS.doctor, choice(lane));
  assert.match(text.stdout, new RegExp(`^pollio \\S+ uses ${backend} `));
  const report = JSON.parse((await project.run([...direct(COMMANDS.doctor), "--json"], choice(lane))).stdout);
  assert.deepEqual({ ok: report.ok, chosen: report.chosen.name }, { ok: true, chosen: backend });
  const backends: { name: string; state: string; libraries?: string[] }[] = report.backends;
  const working = backends.filter(({ state }) => state === "works");
  assert.ok(
    working.some(({ name }) => name === "napi"),
    `what works is ${working.map(({ name }) => name)}`,
  );
  for (const { name, file } of ARTIFACTS) {
    const found = working.find((candidate) => name === `@pollio/${candidate.name}`);
    if (found === undefined) continue;
    const path = project.path(`node_modules/${name}/prebuilds/${process.platform}-${process.arch}/${file}`);
    assert.ok(found.libraries?.includes(path), `${name} has loaded ${found.libraries}, and not ${path}`);
  }
};

/** The suite passes, with what is installed. */
export const conformance: Step = async ({ project, backend, themes }) => {
  const only = themes.length > 0 ? ["--only", ...themes] : [];
  const { stdout } = await project.run([...COMMANDS.conformance, "--backend", backend, ...only, "--json"]);
  const { ok, verdicts } = JSON.parse(stdout);
  assert.equal(ok, true);
  const [{ adapter, passed, themes: ran }] = verdicts;
  assert.equal(adapter, backend);
  assert.ok(
    passed >= ran.length && ran.length >= themes.length,
    `only ${passed} cases of ${ran.length} themes were run`,
  );
};

/** A kind of the user's own: the guide's file of kinds, its command, its program. */
export const generate: Step = async (lane) => {
  const { project } = lane;
  project.write("my-kinds.yaml", example(lane, FILES.kinds));
  project.write("commands.mjs", example(lane, FILES.commands));
  assert.match((await project.run(COMMANDS.generate)).stdout, /^created src\/poller\.js$/m);
  await project.run([...direct(COMMANDS.generate), "--check"]);
  const { stdout } = await project.run(["node", "commands.mjs"], choice(lane));
  assert.match(stdout, /^a command on descriptor \d+\n$/);
};

/** With Node's types and nothing of a browser, and the other way round; as Node resolves, and as bundlers do. */
const SETTINGS = {
  node: { module: "nodenext", lib: ["es2022"], types: ["node"], typeRoots: [inRoot("node_modules/@types")] },
  // esnext.disposable is what `using` needs, which ES2022 does not have.
  browser: { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "esnext.disposable"], types: [] },
};

/** Compiles a program that imports every entry that has types, the programs of the steps before, and a program in CommonJS. */
export async function compileConsumer({ project }: Lane, manifests: ReadonlyMap<string, Manifest>): Promise<void> {
  const there = installed(project);
  const missing = [...manifests.keys()].filter((name) => !there.includes(name));
  if (missing.length > 0) throw new Error(`${missing} is not installed, so its types cannot be compiled`);
  const entries = [...manifests].flatMap(([name, { exports }]) =>
    Object.keys(exports)
      .filter((path) => exports[path].types !== undefined)
      .map((path) => name + path.slice(1)),
  );
  const imports = entries.map((entry, index) => `import * as module${index} from "${entry}";\n`);
  const use = entries.map((_, index) => `module${index}`).join(", ");
  project.write("consumer.ts", `${imports.join("")}export const all: object[] = [${use}];\n${USE}`);
  const commonJs = 'import pollio = require("pollio");\nexport const { name }: { name: string } = pollio.backend;\n';
  project.write("consumer.cts", commonJs);
  const files = { node: ["*.ts", "*.cts", "*.mjs"], browser: ["consumer.ts"] };
  for (const name of ["node", "browser"] as const) {
    const options = { target: "es2022", strict: true, skipLibCheck: false, noEmit: true, checkJs: name === "node" };
    const config = { compilerOptions: { ...options, ...SETTINGS[name] }, include: files[name] };
    project.write(`tsconfig.${name}.json`, JSON.stringify(config));
    const tsc = inRoot("node_modules/typescript/bin/tsc");
    await mustRun(process.execPath, [tsc, "-p", `tsconfig.${name}.json`], { cwd: project.folder });
  }
}

/** What the types are exact about; where the second is no error, tsc says so. */
const USE = `
import { EventKind, EventObject, OsPoller, type ReadyEvents } from "pollio";
export const client: 2 = EventKind.Client;
// @ts-expect-error: a tag that no kind has
export const other: EventObject = new EventObject(3, 77);
export async function countReady(poller: OsPoller): Promise<number> {
  const ready: ReadyEvents = await poller.waitAsync(100, { signal: AbortSignal.timeout(10) });
  return ready.length;
}
`;
