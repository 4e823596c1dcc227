// Writes docs/performance.md and the figures of README.md, between their markers, pictures, and bench/results/verdicts.md.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../../tools/lib/root.ts";
import { findings } from "./bounds.ts";
import { markdownGrid } from "./grid.ts";
import { replacePart } from "./markers.ts";
import { plotsOf } from "./plots.ts";
import { PUBLISHED, type TableResult } from "./results.ts";
import { sentencesOf, summaryPlot } from "./summary.ts";
import { type Plot, svgOf } from "./svg.ts";
import { findingsGrid, markdownText } from "./text.ts";

const DOCUMENT = inRoot("docs", "performance.md");
const PICTURES = inRoot("docs", "plots");
const README = inRoot("README.md");
/** The README has the first sentences of the page. */
const IN_README = 3;
const VERDICTS = join(PUBLISHED, "verdicts.md");

/** Updates the parts for the given tables and keeps the others. Returns the paths written. */
export async function writeDocument(results: readonly TableResult[]): Promise<string[]> {
  mkdirSync(PICTURES, { recursive: true });
  const written = [DOCUMENT, README, VERDICTS];
  const draw = async (plot: Plot) => {
    const path = join(PICTURES, `${plot.name}.svg`);
    writeFileSync(path, await svgOf(plot));
    written.push(path);
    return `![${plot.title}](plots/${plot.name}.svg)`;
  };
  let document = readFileSync(DOCUMENT, "utf8");
  const sentences = sentencesOf(results).map((sentence) => `- ${sentence}`);
  document = replacePart(document, "summary", [await draw(summaryPlot(results)), sentences.join("\n")].join("\n\n"));
  const figures = sentences.slice(0, IN_README).join("\n");
  writeFileSync(README, replacePart(readFileSync(README, "utf8"), "figures", figures));
  for (const result of results) {
    const pictures: string[] = [];
    for (const plot of plotsOf(result)) pictures.push(await draw(plot));
    document = replacePart(document, result.table, [...pictures, markdownText(result)].join("\n\n"));
  }
  writeFileSync(DOCUMENT, document);
  writeFileSync(VERDICTS, verdictsOf(results));
  return written;
}

/** For those who work on pollio. */
function verdictsOf(results: readonly TableResult[]): string {
  const about =
    "Written by `npm run bench:full`: what pollio promises to itself, and how the published results compare with it.";
  return `# Bounds and verdicts\n\n${about}\n\n${markdownGrid(findingsGrid(findings(results)))}\n`;
}
