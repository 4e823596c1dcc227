// The archives that npm pack makes of the packages.
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unpack } from "@publint/pack";
import { PACKAGES } from "../compile/build.ts";
import { inRoot } from "../lib/root.ts";
import { mustRun } from "../lib/run.ts";

export interface Archive {
  /** The package's. */
  readonly name: string;
  /** Of the .tgz. */
  readonly path: string;
  readonly bytes: number;
  readonly unpackedBytes: number;
  /** By path in the package. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a package.json holds
export type Manifest = Record<string, any>;

/**
 * Packs every package as npm publish would.
 *
 * @param destination A folder that exists.
 */
export async function packAll(destination: string): Promise<Archive[]> {
  // npm packs the licence that stands in the package's own folder.
  for (const folder of PACKAGES) copyFileSync(inRoot("LICENSE"), inRoot(folder, "LICENSE"));
  const workspaces = PACKAGES.map((folder) => `--workspace=${folder}`);
  const { stdout } = await mustRun("npm", ["pack", "--json", `--pack-destination=${destination}`, ...workspaces]);
  const packed: { name: string; filename: string; size: number; unpackedSize: number }[] = JSON.parse(stdout);
  return Promise.all(
    packed.map(async ({ name, filename, size: bytes, unpackedSize: unpackedBytes }) => {
      const path = join(destination, filename);
      const { files, rootDir } = await unpack(bufferOf(path));
      const byPath = files.map((file) => [file.name.slice(rootDir.length + 1), file.data] as const);
      return { name, path, bytes, unpackedBytes, files: new Map(byPath) };
    }),
  );
}

/** The text of a file of an archive; empty if there is none. */
export const textOf = ({ files }: Pick<Archive, "files">, path: string): string =>
  Buffer.from(files.get(path) ?? []).toString();

export const manifestIn = (archive: Pick<Archive, "files">): Manifest => JSON.parse(textOf(archive, "package.json"));

/** The bytes of a file, in an ArrayBuffer of their own. */
export const bufferOf = (path: string): ArrayBuffer => new Uint8Array(readFileSync(path)).buffer;
