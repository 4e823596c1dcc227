// The packages' types, as TypeScript sees them in a project with skipLibCheck off.
import { inRoot } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";
import type { Manifest } from "../pack/archives.ts";
import { installed, type Lane } from "./steps.ts";

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
