// Whether archives are fit to be published.
import { readFileSync } from "node:fs";
import { inRoot, root } from "../lib/root.mjs";
import { ARTIFACTS } from "../prebuilds/artifacts.mjs";
import { folderName } from "../prebuilds/options.mjs";
import { bufferOf } from "./archives.mjs";
import { contents } from "./contents.mjs";

/** @typedef {import("./archives.mjs").Archive} Archive */

/**
 * What is wrong with any of them, a line each.
 *
 * @param {readonly Archive[]} archives
 * @param {readonly import("../cross/targets.mjs").Target[]} targets What there must be prebuilt files for.
 * @returns {Promise<string[]>}
 */
export async function checkArchives(archives, targets) {
  const versions = new Map(archives.map(({ files }) => [manifestIn(files).name, manifestIn(files).version]));
  const facts = { root, licence: readFileSync(inRoot("LICENSE"), "utf8"), versions };
  const lists = await Promise.all(
    archives.map(async (archive) => {
      const problems = [...contents(archive, facts), ...missingPrebuilds(archive, targets), ...(await lint(archive))];
      return problems.map((problem) => `${archive.name}: ${problem}`);
    }),
  );
  return lists.flat();
}

/** @param {Archive["files"]} files */
const manifestIn = (files) => JSON.parse(Buffer.from(files.get("package.json") ?? []).toString());

/**
 * @param {Archive} archive
 * @param {readonly import("../cross/targets.mjs").Target[]} targets
 */
export function missingPrebuilds({ name, files }, targets) {
  const artifact = ARTIFACTS.find((candidate) => candidate.name === name);
  if (artifact === undefined) return [];
  const paths = targets.map((target) => `prebuilds/${folderName(target)}/${artifact.file}`);
  return paths.filter((path) => !files.has(path)).map((path) => `${path} is missing; mend: npm run prebuilds`);
}

/**
 * How TypeScript may resolve a package and does not find these: without `exports`, which Node has since 12; and from CommonJS before
 * Node could require ES modules. The profile esm-only of are-the-types-wrong leaves out the same.
 */
const NOT_FOR_ESM = ["node10", "node16-cjs"];

/**
 * What publint and are-the-types-wrong say.
 *
 * @param {Archive} archive
 */
async function lint({ path }) {
  // Here, because the second brings a whole TypeScript.
  const [{ publint }, { formatMessage }, types] = await Promise.all([
    import("publint"),
    import("publint/utils"),
    import("@arethetypeswrong/core"),
  ]);
  const { messages, pkg } = await publint({ pack: { tarball: bufferOf(path) }, strict: true });
  const analysis = await types.checkPackage(types.createPackageFromTarballData(new Uint8Array(bufferOf(path))));
  if (!("problems" in analysis)) return ["are-the-types-wrong finds no types in it"];
  const wrong = analysis.problems.filter(
    (problem) => !("resolutionKind" in problem && NOT_FOR_ESM.includes(problem.resolutionKind)),
  );
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
    ...wrong.map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`),
  ];
}
