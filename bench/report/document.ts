// Writes docs/performance.md, between its markers, and its pictures.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../../tools/lib/root.ts";
import { findings } from "./bounds.ts";
import { markdownGrid } from "./grid.ts";
import { replacePart } from "./markers.ts";
import { plotsOf } from "./plots.ts";
import type { TableResult } from "./results.ts";
import { svgOf } from "./svg.ts";
import { findingsGrid, markdownText } from "./text.ts";

const DOCUMENT = inRoot("docs", "performance.md");
const PICTURES = inRoot("docs", "plots");

/** Updates the parts for the given tables and keeps the others. Returns the paths written. */
export async function writeDocument(results: readonly TableResult[]): Promise<string[]> {
  mkdirSync(PICTURES, { recursive: true });
  const written = [DOCUMENT];
  let document = readFileSync(DOCUMENT, "utf8");
  document = replacePart(document, "bounds", markdownGrid(findingsGrid(findings(results))));
  for (const result of results) {
    const pictures: string[] = [];
    for (const plot of plotsOf(result)) {
      const path = `${PICTURES}/${plot.name}.svg`;
      writeFileSync(path, await svgOf(plot));
      written.push(path);
      pictures.push(`![${plot.title}](plots/${plot.name}.svg)`);
    }
    document = replacePart(document, result.table, [...pictures, markdownText(result)].join("\n\n"));
  }
  writeFileSync(DOCUMENT, document);
  return written;
}
