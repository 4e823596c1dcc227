// The cells of the matrix with musl: what Bun's musl build needs beside itself, and our packages as they would be published. musl is Debian's;
// a libstdc++ for it has neither npm nor Debian. It is linked here from the static one of this machine's compiler, with the few things that
// this takes from glibc alone.
import { cpSync, existsSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isHost, PREBUILT } from "../../tools/cross/targets.ts";
import { findOrInstall } from "../../tools/lib/debian.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { mustRun } from "../../tools/lib/run.ts";
import { ARTIFACTS, makePrebuilds } from "../../tools/prebuilds/main.ts";
import { copyPackages } from "../arm64/tree.ts";

const LOADER = `/lib/ld-musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`;
const FOLDER = inRoot("build", "musl");

/** The suite in it takes our packages from there: with the addon as it is prebuilt, because this machine's own needs glibc. */
export const MUSL_SUITE = join(FOLDER, "node_modules", "@pollio", "conformance");

/** Makes all that is missing; throws a Failure if this machine lacks what that takes. */
export async function prepareMusl(bun: string): Promise<void> {
  const { reason } = await findOrInstall("musl", ["musl"], "musl", () => (existsSync(LOADER) ? LOADER : undefined));
  if (reason !== undefined) throw new Failure(reason);
  await linkLibrary(bun);
  const made = await makePrebuilds({ targets: PREBUILT.filter(isHost) });
  if (made.some(({ ok }) => !ok)) throw new Failure("what is prebuilt was not made; the reasons are above");
  copyPackages({ folder: FOLDER });
  for (const { name, folder } of ARTIFACTS)
    cpSync(inRoot(folder, "prebuilds"), join(FOLDER, "node_modules", name, "prebuilds"), { recursive: true });
}

/** How many threads there are, where unwinding finds its tables (dl_iterate_phdr knows, too), and random numbers. */
const GLIBC_ALONE = `char __libc_single_threaded;
int _dl_find_object(void *address, void *result) { return -1; }
long getrandom(void *bytes, unsigned long size, unsigned flags);
unsigned arc4random(void) { unsigned value = 0; getrandom(&value, sizeof value, 0); return value; }
`;

/** koffi's own binary for musl. */
const KOFFI = inRoot(`node_modules/@koromix/koffi-linux-${process.arch}/musl_${process.arch}/koffi.node`);

/** Links libstdc++.so.6 beside the executable, unless it is there, which is libgcc_s.so.1, too. */
async function linkLibrary(bun: string): Promise<void> {
  const path = (name: string) => join(dirname(bun), name);
  const library = path("libstdc++.so.6");
  if (existsSync(library)) return;
  const ask = async (file: string, ...args: string[]) => (await mustRun(file, args)).stdout;
  const namesIn = (text: string) => [...text.matchAll(/ \w (\w+)(?:@.*)?$/gm)].map(([, name = ""]) => name);
  const files = ["crtbeginS.o", "crtendS.o", "libstdc++.a", "libgcc_eh.a", "libgcc.a"];
  const [begin = "", end = "", ...archives] = await Promise.all(
    files.map(async (name) => (await ask("c++", `-print-file-name=${name}`)).trim()),
  );
  const has = new Set(namesIn(await ask("nm", "-g", "--defined-only", ...archives)));
  // Also what Bun defines: data that it copies into itself is among it.
  const wanted = new Set(namesIn((await ask("nm", "-D", bun)) + (await ask("nm", "-D", KOFFI))));
  const pull = [...wanted].filter((name) => has.has(name)).map((name) => `-Wl,-u,${name}`);
  writeFileSync(path("glibc-alone.c"), GLIBC_ALONE);
  const flags = ["-shared", "-nostdlib", "-fPIC", "-w", "-Wl,-soname,libstdc++.so.6", "-Wl,--gc-sections"];
  await mustRun("cc", [...flags, ...pull, "-o", library, begin, path("glibc-alone.c"), ...archives, end]);
  symlinkSync(library, path("libgcc_s.so.1"));
}
