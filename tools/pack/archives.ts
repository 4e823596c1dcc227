// The archives that npm pack makes of the packages, and whether they are fit to be published.
import { copyFileSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import * as attw from "@arethetypeswrong/core";
import { unpack } from "@publint/pack";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import ts from "typescript";
import { PUBLISHED } from "../compile/build.ts";
import { folderName, type Target } from "../cross/targets.ts";
import { inRoot, root } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";
import { ARTIFACTS } from "../prebuilds/main.ts";

/** `name` is the package's, `path` the archive's; `files` are by path in the package. */
export type Archive = Awaited<ReturnType<typeof packAll>>[number];

// biome-ignore lint/suspicious/noExplicitAny: whatever a package.json holds
export type Manifest = Record<string, any>;

/** What every package.json says as the repository's does. */
const ALIKE = ["license", "author", "homepage", "repository", "bugs", "keywords"];

/** Packs every package as npm publish would, into a folder that exists. */
export async function packAll(destination: string) {
  const reference = readFileSync(inRoot("docs/api.md"), "utf8").replaceAll("../README.md", "README.md");
  for (const folder of PUBLISHED) {
    // npm packs what stands in the package's own folder.
    copyFileSync(inRoot("LICENSE"), inRoot(folder, "LICENSE"));
    writeFileSync(inRoot(folder, "REFERENCE.md"), reference);
  }
  for (const part of ["quick-start.mjs", "own-kinds", "recipes"])
    cpSync(inRoot("examples", part), inRoot("packages/pollio/examples", part), { recursive: true });
  const workspaces = PUBLISHED.map((folder) => `--workspace=${folder}`);
  const own: Manifest = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const alike = ALIKE.map((field) => `${field}=${JSON.stringify(own[field])}`);
  await mustRun("npm", ["pkg", "set", "--json", ...alike, ...workspaces]);
  const { stdout } = await mustRun("npm", ["pack", "--json", `--pack-destination=${destination}`, ...workspaces]);
  const packed: { name: string; filename: string; size: number; unpackedSize: number }[] = JSON.parse(stdout);
  return Promise.all(
    packed.map(async ({ name, filename, size: bytes, unpackedSize: unpackedBytes }) => {
      const path = join(destination, filename);
      const { files, rootDir } = await unpack(bufferOf(path));
      const byPath = files.map((file) => [file.name.slice(rootDir.length + 1), file.data] as const);
      return { name, path, bytes, unpackedBytes, files: new Map<string, Uint8Array>(byPath) };
    }),
  );
}

/** The text of a file of an archive; empty if there is none. */
const textOf = ({ files }: Pick<Archive, "files">, path: string) => Buffer.from(files.get(path) ?? []).toString();

export const manifestIn = (archive: Pick<Archive, "files">): Manifest => JSON.parse(textOf(archive, "package.json"));

/** The bytes of a file, in an ArrayBuffer of their own. */
const bufferOf = (path: string): ArrayBuffer => new Uint8Array(readFileSync(path)).buffer;

/** What is wrong with any of them, a line each. `targets` are those that there must be prebuilt binaries for. */
export async function checkArchives(archives: readonly Archive[], targets: readonly Target[]): Promise<string[]> {
  const versions = new Map(archives.map(manifestIn).map(({ name, version }) => [name, version]));
  const facts = { root, licence: readFileSync(inRoot("LICENSE"), "utf8"), versions };
  const lists = archives.map(async (archive) => {
    const problems = [...contents(archive, facts), ...missingPrebuilds(archive, targets), ...(await lint(archive))];
    return problems.map((problem) => `${archive.name}: ${problem}`);
  });
  return (await Promise.all(lists)).flat();
}

export function missingPrebuilds({ name, files }: Archive, targets: readonly Target[]): string[] {
  const artifact = ARTIFACTS.find((candidate) => candidate.name === name);
  if (artifact === undefined) return [];
  const paths = targets.map((target) => `prebuilds/${folderName(target)}/${artifact.file}`);
  return paths.filter((path) => !files.has(path)).map((path) => `${path} is missing; fix: npm run prebuilds`);
}

/** What are-the-types-wrong may find: no sub-paths without `exports`, and of the suite, which is ES modules only, nothing in CommonJS. */
const isExpected = (name: string, problem: attw.Problem) =>
  "resolutionKind" in problem &&
  (name === "@pollio/conformance"
    ? ["node10", "node16-cjs"].includes(problem.resolutionKind)
    : problem.resolutionKind === "node10" && problem.entrypoint !== ".");

async function lint({ name, path }: Archive): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bufferOf(path) }, strict: true });
  const analysis = await attw.checkPackage(attw.createPackageFromTarballData(new Uint8Array(bufferOf(path))));
  if (!("problems" in analysis)) return ["are-the-types-wrong finds no types"];
  const wrong = analysis.problems.filter((problem) => !isExpected(name, problem));
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
    ...wrong.map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`),
  ];
}

/** What archives are compared with; `root` is the repository's folder, whose path none may contain. */
type Facts = { root: string; licence: string; versions: ReadonlyMap<string, string> };

/** What npm packs beside what `files` lists. */
const ALWAYS = ["package.json", "README.md", "LICENSE"];

/** npm runs gyp if it sees a binding.gyp at a package's root, whatever package.json says. */
const NEVER = [/(^|\/)\./, /binding\.gyp$/, /\.map$/, /(?<!\.d)\.[cm]?tsx?$/, /(^|\/)(test|src|node_modules)\//];

export function contents(archive: Archive, facts: Facts): string[] {
  const { name, files } = archive;
  const manifest = manifestIn(archive);
  return [
    ...wrongManifest(manifest, facts),
    ...wrongFiles(manifest, [...files.keys()]),
    ...wrongImports(manifest, archive),
    ...(textOf(archive, "LICENSE") === facts.licence ? [] : ["LICENSE is not the repository's"]),
    ...(textOf(archive, "README.md").startsWith(`# ${name}\n`) ? [] : [`README.md does not begin with "# ${name}"`]),
    ...[...files]
      .filter(([, data]) => Buffer.from(data).includes(facts.root))
      .map(([path]) => `${path} contains the path of the folder it was made in`),
  ];
}

function* wrongManifest(manifest: Manifest, { versions }: Facts) {
  if (manifest.scripts !== undefined) yield "package.json has scripts, and an installed package needs none";
  for (const field of ["os", "cpu", "libc"]) {
    if (manifest[field] !== undefined)
      yield `package.json has "${field}": importing must work everywhere, and say what is missing`;
  }
  for (const field of ["description", "engines", "exports", "files", ...ALIKE]) {
    if (manifest[field] === undefined) yield `package.json has no "${field}"`;
  }
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const version = versions.get(name);
    if (version !== undefined && range !== `^${version}`)
      yield `it needs ${name} ${range}, and ${version} is published with it`;
  }
}

function* wrongFiles({ files = [] }: Manifest, paths: readonly string[]) {
  const listed: string[] = files;
  for (const path of paths) {
    if (NEVER.some((pattern) => pattern.test(path))) yield `${path} does not belong in a package`;
    if (!ALWAYS.includes(path) && !listed.some((entry) => isBelow(path, entry))) yield `${path} is not in "files"`;
  }
  for (const entry of listed) {
    if (!paths.some((path) => isBelow(path, entry))) yield `"files" lists ${entry}, and there is none`;
  }
}

/** Whether an entry of `files`, a folder or a pattern with stars, has the path. */
function isBelow(path: string, entry: string): boolean {
  const pattern = entry.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[^/]*")}(/|$)`).test(path);
}

/** Modules and declarations may import what is in the package, and what it depends on. */
function* wrongImports({ name, dependencies, peerDependencies }: Manifest, archive: Archive) {
  const known = [name, ...Object.keys({ ...dependencies, ...peerDependencies })];
  const isKnown = (specifier: string) =>
    /^(node|bun):/.test(specifier) || known.some((own) => specifier === own || specifier.startsWith(`${own}/`));
  for (const path of archive.files.keys()) {
    if (!/^(?!examples\/).*\.[cm]?[jt]s$/.test(path)) continue; // examples are copied out
    for (const { fileName: specifier } of ts.preProcessFile(textOf(archive, path)).importedFiles) {
      // Declarations name the module that they declare.
      const ending = /\.d\.c?ts$/.test(path) ? specifier.replace(/\.(c?)js$/, ".d.$1ts") : specifier;
      const inPackage = specifier.startsWith(".") && archive.files.has(posix.join(dirname(path), ending));
      if (!inPackage && !isKnown(specifier))
        yield `${path} imports "${specifier}", which is neither in the package nor among its dependencies`;
    }
  }
}
