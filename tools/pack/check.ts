// Whether archives are fit to be published.
import { readFileSync } from "node:fs";
import * as attw from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { folderName, type Target } from "../cross/targets.ts";
import { inRoot, root } from "../lib/root.ts";
import { ARTIFACTS } from "../prebuilds/artifacts.ts";
import { type Archive, bufferOf, manifestIn } from "./archives.ts";
import { contents } from "./contents.ts";

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

/** What are-the-types-wrong's profile esm-only ignores too: resolution without `exports`, and CommonJS that cannot require ES modules. */
const NOT_FOR_ESM = ["node10", "node16-cjs"];

/** What publint and are-the-types-wrong say. */
async function lint({ path }: Archive): Promise<string[]> {
  const { messages, pkg } = await publint({ pack: { tarball: bufferOf(path) }, strict: true });
  const analysis = await attw.checkPackage(attw.createPackageFromTarballData(new Uint8Array(bufferOf(path))));
  if (!("problems" in analysis)) return ["are-the-types-wrong finds no types"];
  const wrong = analysis.problems.filter(
    (problem) => !("resolutionKind" in problem && NOT_FOR_ESM.includes(problem.resolutionKind)),
  );
  return [
    ...messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`),
    ...wrong.map((problem) => `are-the-types-wrong: ${JSON.stringify(problem)}`),
  ];
}
