// npm run pack: the archives of all packages, checked.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "../compile/build.ts";
import { PREBUILT } from "../cross/targets.ts";
import { command, parse } from "../lib/arguments.ts";
import { ExitCode } from "../lib/failure.ts";
import { root, shown } from "../lib/root.ts";
import { bold, printRows, red, say } from "../lib/say.ts";
import { checkArchives, packAll } from "./archives.ts";

const ABOUT = `Builds what has changed, packs every package as it is published, checks the archives (their files, publint, are-the-types-wrong) and
prints their sizes. The binaries for all systems must be there: npm run prebuilds makes them. Nothing is published.`;

export async function main(args: readonly string[]): Promise<number> {
  const options = parse<{ destination: string; json?: true }>(
    command("npm run pack", ABOUT, "0 all archives are fit to be published, 1 one is not, 2 wrong usage")
      .option("--destination <dir>", "where the archives go", "packed")
      .option("--json", "print the rows as JSON on standard output"),
    args,
  );
  await build();
  const destination = resolve(root, options.destination);
  mkdirSync(destination, { recursive: true });
  const archives = await packAll(destination);
  const problems = await checkArchives(archives, PREBUILT);
  for (const problem of problems) say(red(problem));
  const rows = archives.map(({ path, files, ...row }) => ({ ...row, archive: shown(path), files: files.size }));
  printRows(rows, options.json, {
    package: ({ name }) => name,
    ">files": ({ files }) => files,
    ">bytes packed": ({ bytes }) => bytes,
    ">bytes unpacked": ({ unpackedBytes }) => unpackedBytes,
  });
  say(bold(problems.length === 0 ? `${rows.length} archives in ${shown(destination)}` : `${problems.length} problems`));
  return problems.length === 0 ? ExitCode.ok : ExitCode.failed;
}
