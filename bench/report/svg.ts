// Draws a picture with Vega-Lite.

import { logger, parse, View, Warn } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { GRID, TEXT } from "./colours.ts";

export interface Plot {
  /** File name without extension. */
  readonly name: string;
  /** What it shows: the alternative text. */
  readonly title: string;
  readonly spec: TopLevelSpec;
}

const CONFIG = {
  background: "transparent",
  font: "system-ui, sans-serif",
  view: { stroke: null },
  text: { color: TEXT },
  title: { color: TEXT, subtitleColor: TEXT },
  header: { labelColor: TEXT, titleColor: TEXT },
  legend: { labelLimit: 0, labelColor: TEXT, titleColor: TEXT, symbolFillColor: TEXT, symbolStrokeColor: TEXT },
  axis: { labelColor: TEXT, titleColor: TEXT, domainColor: TEXT, tickColor: TEXT, gridColor: GRID },
} as const;

/** Deterministic: the same input gives the same text. */
export async function svgOf({ spec }: Plot): Promise<string> {
  const log = logger(Warn);
  const compiled = compile({ ...spec, config: CONFIG }, { logger: log });
  const view = new View(parse(compiled.spec), { renderer: "none", logger: log });
  const svg = await view.toSVG();
  view.finalize();
  return `${svg}\n`;
}
