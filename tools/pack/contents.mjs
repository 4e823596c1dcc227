// What an archive must hold, and must not.
import { dirname, posix } from "node:path";

/** @typedef {import("./archives.mjs").Archive} Archive */

/**
 * @typedef {object} Facts
 * @property {string} root The repository's folder, whose path no archive may tell.
 * @property {string} licence The text of the licence.
 * @property {ReadonlyMap<string, string>} versions Of the packages that are published together.
 *
 * @typedef {Record<string, any>} Manifest
 */

/** What npm packs beside what `files` lists. */
const ALWAYS = ["package.json", "README.md", "LICENSE"];

/** npm runs gyp where it sees a binding.gyp at a package's root, whatever package.json says. */
const NEVER = [/(^|\/)\./, /binding\.gyp$/, /\.map$/, /(?<!\.d)\.[cm]?tsx?$/, /(^|\/)(test|src|node_modules)\//];

/**
 * What is wrong with the files of an archive.
 *
 * @param {Archive} archive
 * @param {Facts} facts
 * @returns {string[]}
 */
export function contents({ name, files }, facts) {
  /** @type {Manifest} */
  const manifest = JSON.parse(textOf(files, "package.json"));
  return [
    ...wrongManifest(manifest, facts),
    ...wrongFiles(manifest, [...files.keys()]),
    ...wrongImports(manifest, files),
    ...(textOf(files, "LICENSE") === facts.licence ? [] : ["LICENSE is not the repository's"]),
    ...(textOf(files, "README.md").startsWith(`# ${name}\n`) ? [] : [`README.md does not begin with "# ${name}"`]),
    ...[...files]
      .filter(([, data]) => Buffer.from(data).includes(facts.root))
      .map(([path]) => `${path} has the path of the folder that it was made in`),
  ];
}

/**
 * @param {Archive["files"]} files
 * @param {string} path
 */
const textOf = (files, path) => Buffer.from(files.get(path) ?? []).toString();

/**
 * @param {Manifest} manifest
 * @param {Facts} facts
 */
function* wrongManifest(manifest, { versions }) {
  if (manifest.scripts !== undefined) yield "package.json has scripts, and an installed package needs none";
  for (const field of ["os", "cpu", "libc"]) {
    if (manifest[field] !== undefined)
      yield `package.json has "${field}": importing must work everywhere, and say what is missing`;
  }
  for (const field of ["description", "license", "engines", "exports", "files"]) {
    if (manifest[field] === undefined) yield `package.json has no "${field}"`;
  }
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const version = versions.get(name);
    if (version !== undefined && range !== `^${version}`)
      yield `it needs ${name} ${range}, and ${version} is published with it`;
  }
}

/**
 * @param {Manifest} manifest
 * @param {readonly string[]} paths
 */
function* wrongFiles({ files = [] }, paths) {
  const listed = /** @type {string[]} */ (files);
  for (const path of paths) {
    if (NEVER.some((pattern) => pattern.test(path))) yield `${path} does not belong into a package`;
    if (!ALWAYS.includes(path) && !listed.some((entry) => isBelow(path, entry))) yield `${path} is not in "files"`;
  }
  for (const entry of listed) {
    if (!paths.some((path) => isBelow(path, entry))) yield `"files" lists ${entry}, and there is none`;
  }
}

/**
 * Whether an entry of `files`, a folder or a pattern with stars, has the path.
 *
 * @param {string} path
 * @param {string} entry
 */
function isBelow(path, entry) {
  const pattern = entry.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[^/]*")}(/|$)`).test(path);
}

/**
 * Modules and declarations import what is in the package, or what it depends on.
 *
 * @param {Manifest} manifest
 * @param {Archive["files"]} files
 */
function* wrongImports({ name, dependencies, peerDependencies }, files) {
  const known = [name, ...Object.keys({ ...dependencies, ...peerDependencies })];
  for (const path of files.keys()) {
    if (!/\.[cm]?[jt]s$/.test(path)) continue;
    for (const specifier of importsOf(textOf(files, path))) {
      if (/^(node|bun):/.test(specifier) || known.some((own) => specifier === own || specifier.startsWith(`${own}/`)))
        continue;
      // Declarations name the module that they declare.
      const ending = path.endsWith(".d.ts") ? specifier.replace(/\.js$/, ".d.ts") : specifier;
      const relative = posix.join(dirname(path), ending);
      if (specifier.startsWith(".") && files.has(relative)) continue;
      yield `${path} imports "${specifier}", which is neither in the package nor among its dependencies`;
    }
  }
}

/**
 * @param {string} text Of a module as the bundler prints it: each statement begins a line.
 */
function importsOf(text) {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^"'`;]*? from)? ?"([^"]+)";?$/gm);
  return [...statements].map(([, specifier = ""]) => specifier);
}
