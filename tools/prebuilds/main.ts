// npm run prebuilds: the binaries that the packages are published with.
import { ExitCode } from "../lib/failure.ts";
import { formatTable } from "../lib/table.ts";
import { makePrebuilds, prebuildOptions, type Row } from "./make.ts";

export async function main(args: readonly string[]): Promise<number> {
  const options = prebuildOptions(args);
  const rows = await makePrebuilds(options);
  process.stdout.write(`${options.json ? JSON.stringify(rows, null, 2) : table(rows)}\n`);
  return rows.every(({ ok }) => ok) ? ExitCode.ok : ExitCode.failed;
}

function table(rows: readonly Row[]): string {
  return formatTable(rows, {
    "prebuilt for": ({ target }) => target,
    file: ({ file }) => file,
    by: ({ compiler }) => compiler,
    ">bytes": ({ ok, bytes }) => (ok ? bytes : "NOT MADE"),
    "loaded here": ({ loaded }) => (loaded ? "yes" : "no"),
    ">seconds": ({ seconds }) => seconds.toFixed(1),
  });
}
