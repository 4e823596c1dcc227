// The backends: every folder of packages/ whose package.json names the runtimes it is for. A new one needs no other entry.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Runtime } from "../runtimes/current.ts";
import { inRoot } from "./root.ts";

export interface Backend {
  /** The last part of its package name. */
  readonly name: string;
  /** What `npm start` and `npm run bench` run it under. */
  readonly runtime: Runtime;
  /** What its tests run under; the first is `runtime`. */
  readonly runtimes: readonly Runtime[];
  /** Other entries of the package with the same exports, which `npm run bench` measures too. */
  readonly variants: readonly string[];
}

export const BACKENDS: readonly Backend[] = readdirSync(inRoot("packages"))
  .sort()
  .flatMap((name) => {
    const path = inRoot("packages", name, "package.json");
    if (!existsSync(path)) return [];
    const { runtimes = [], variants = [] } = JSON.parse(readFileSync(path, "utf8")).pollio ?? {};
    return runtimes.length === 0 ? [] : [{ name, runtime: runtimes[0], runtimes, variants }];
  });
