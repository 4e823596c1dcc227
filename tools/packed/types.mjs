// The packages' types, as TypeScript sees them in a project that does not look away: skipLibCheck is false.
import { inRoot } from "../lib/root.mjs";
import { run } from "../lib/run.mjs";
import { installed } from "./steps.mjs";

/**
 * The ways to compile: with Node's types and nothing of a browser, and the other way round; as Node resolves, and as bundlers do.
 * `disposable` is what `using` needs, which is not in ES2022.
 */
const SETTINGS = {
  node: { module: "nodenext", lib: ["es2022"], types: ["node"], typeRoots: [inRoot("node_modules/@types")] },
  browser: { module: "esnext", moduleResolution: "bundler", lib: ["es2022", "dom", "esnext.disposable"], types: [] },
};

/**
 * Compiles a program that imports every entry that has types, the README's quick start, and a program in CommonJS.
 *
 * @param {import("./steps.mjs").Lane} lane
 * @param {ReadonlyMap<string, Record<string, any>>} manifests By package.
 */
export async function compileConsumer(lane, manifests) {
  const { project } = lane;
  const there = installed(lane);
  const missing = [...manifests.keys()].filter((name) => !there.includes(name));
  if (missing.length > 0) throw new Error(`${missing} is not installed, so that its types cannot be compiled`);
  const entries = [...manifests].flatMap(([name, { exports }]) =>
    Object.keys(exports)
      .filter((path) => exports[path].types !== undefined)
      .map((path) => name + path.slice(1)),
  );
  const imports = entries.map((entry, index) => `import * as module${index} from "${entry}";\n`);
  const use = entries.map((_, index) => `module${index}`).join(", ");
  project.write("consumer.ts", `${imports.join("")}export const all: object[] = [${use}];\n${USE}`);
  project.write(
    "consumer.cts",
    'import pollio = require("pollio");\nexport const { name }: { name: string } = pollio.backend;\n',
  );
  const files = { node: ["*.ts", "*.cts", "*.mjs"], browser: ["consumer.ts"] };
  await Promise.all(
    /** @type {("node" | "browser")[]} */ (Object.keys(SETTINGS)).map(async (name) => {
      const options = { target: "es2022", strict: true, skipLibCheck: false, noEmit: true, checkJs: name === "node" };
      const config = { compilerOptions: { ...options, ...SETTINGS[name] }, include: files[name] };
      project.write(`tsconfig.${name}.json`, JSON.stringify(config));
      const tsc = inRoot("node_modules/typescript/bin/tsc");
      const { ok, output } = await run(process.execPath, [tsc, "-p", `tsconfig.${name}.json`], { cwd: project.folder });
      if (!ok) throw new Error(`tsc, set up for ${name}:\n${output.trimEnd()}`);
    }),
  );
}

/** What is exact in the types; the second is an error, or tsc tells that it is none. */
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
