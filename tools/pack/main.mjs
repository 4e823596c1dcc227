import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "../compile/build.mjs";
import { parse } from "../lib/arguments.mjs";
import { ensureInstalled } from "../lib/bootstrap.mjs";
import { ExitCode } from "../lib/failure.mjs";
import { inRoot, shown } from "../lib/root.mjs";
import { bold, red, say } from "../lib/say.mjs";
import { PREBUILT } from "../prebuilds/options.mjs";

const HELP = `npm run pack -- [options]

Builds what has changed, packs every package as it is published, checks the archives (their files, publint, are-the-types-wrong) and
prints their sizes. The addons for all systems must be there: npm run prebuilds makes them. Nothing is published.

  --destination <dir>  where the archives go (default: packed)
  --json               print the rows as a JSON array on standard output; everything else goes to standard error
  -h, --help           this text

Exit codes: 0 all archives are well, 1 one is not, 2 wrong usage.
`;

/**
 * The command npm run pack.
 *
 * @param {string[]} args
 * @returns {Promise<number>} The exit code.
 */
export async function pack(args) {
  const options = parse(
    args,
    {
      help: { type: "boolean", short: "h", default: false },
      json: { type: "boolean", default: false },
      destination: { type: "string", default: inRoot("packed") },
    },
    "npm run pack",
  );
  if (options.help) {
    process.stdout.write(HELP);
    return ExitCode.ok;
  }
  await ensureInstalled();
  await build();
  const destination = resolve(String(options.destination));
  mkdirSync(destination, { recursive: true });
  // Here, because they need what was installed above.
  const { packAll } = await import("./archives.mjs");
  const { checkArchives } = await import("./check.mjs");
  const { formatTable } = await import("./table.mjs");
  const archives = await packAll(destination);
  const problems = await checkArchives(archives, PREBUILT);
  for (const problem of problems) say(red(problem));
  const rows = archives.map(({ name, path, bytes, unpackedBytes, files }) => ({
    name,
    archive: shown(path),
    files: files.size,
    bytes,
    unpackedBytes,
  }));
  process.stdout.write(`${options.json ? JSON.stringify(rows, null, 2) : formatTable(rows)}\n`);
  say(
    bold(problems.length === 0 ? `${rows.length} archives, in ${shown(destination)}` : `${problems.length} problems`),
  );
  return problems.length === 0 ? ExitCode.ok : ExitCode.failed;
}
