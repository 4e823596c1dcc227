// docs/architecture.svg as boxes, texts and arrows: what the spec holds, what is made of it, and what runs at a user's site.
import type { Model } from "./model.ts";

/** Lengths are in the units of the picture, which are pixels where it is shown in its own size. */
const WIDTH = 960;
const MARGIN = 20;
const GAP = 12;
const LINE = 18;
/** A box of two lines; the space above the first one in a group; an arrow's length down to the next one. */
const ROW = 48;
const HEAD = 34;
const DROP = 26;
/** The width of a letter of a title, on the average. */
const LETTER = 8.5;

interface Text {
  readonly x: number;
  readonly y: number;
  readonly style: "title" | "small" | "text" | "label";
  readonly anchor: "start" | "middle" | "end";
  readonly text: string;
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Who writes what is in it: people, the generator; or neither, where it is not ours. */
  readonly style: "group" | "written" | "generated" | "foreign";
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** For those who do not see it. */
  readonly description: string;
  readonly boxes: readonly Box[];
  readonly texts: readonly Text[];
  readonly arrows: readonly { readonly from: Point; readonly to: Point }[];
}

/** What the picture is made of, besides the spec. */
export interface Parts {
  readonly model: Model;
  /** Names of the backends. */
  readonly backends: readonly string[];
  /** Folders of generated/. */
  readonly folders: readonly string[];
}

export function picture(parts: Parts): Picture {
  const canvas = new Canvas();
  const made = drawMaking(canvas, parts);
  const height = drawRunning(canvas, parts, made);
  const { boxes, texts, arrows } = canvas;
  return { width: WIDTH, height: height + MARGIN, description: describe(parts), boxes, texts, arrows };
}

function describe({ model, backends }: Parts): string {
  const systems = model.platforms.map(({ title }) => title).join(" and ");
  return (
    "The generator makes generated/ from spec/ and templates/. A program imports pollio, which picks a backend; core's poller " +
    `runs over that backend's system calls (${backends.join(", ")}), which reach the kernel of ${systems}. The conformance suite is run against each backend.`
  );
}

/** The upper half: spec/ → generator/ → generated/. Returns what the arrows of the lower half begin from. */
function drawMaking(canvas: Canvas, { model, folders }: Parts): Box {
  const files = specFiles(model);
  const height = HEAD + files.length * (ROW + GAP);
  const spec = canvas.group(MARGIN, MARGIN, 380, height, "spec/ : data, written by hand");
  files.forEach(({ name, holds }, index) => {
    const y = spec.y + HEAD + index * (ROW + GAP);
    canvas.lines(canvas.box(spec.x + GAP, y, spec.width - 2 * GAP, ROW, "written"), [name, holds]);
  });
  const generator = canvas.box(445, MARGIN + height / 2 - 44, 160, 88, "written");
  canvas.lines(generator, ["generator/", "checks the spec,", "prints templates/"]);
  const generated = canvas.group(650, MARGIN, WIDTH - MARGIN - 650, height, "generated/ : committed, never edited");
  const perRow = 2;
  const step = Math.min(ROW + GAP, (height - HEAD) / Math.ceil(folders.length / perRow));
  folders.forEach((name, index) => {
    const { x, width } = across(perRow, inside(generated))[index % perRow]!;
    const y = generated.y + HEAD + Math.floor(index / perRow) * step;
    canvas.lines(canvas.box(x, y, width, step - GAP, "generated"), [`${name}/`]);
  });
  canvas.arrow(right(spec), left(generator));
  canvas.arrow(right(generator), left(generated));
  return generated;
}

function specFiles({ poller, kinds, platforms }: Model): { name: string; holds: string }[] {
  const methods = poller.interfaces.flatMap(({ members }) => members.filter(({ kind }) => kind === "method"));
  const tags = kinds.map(({ name, tag }) => `${name} ${tag}`);
  return [
    { name: "poller.yaml", holds: `the interface: ${methods.length} methods, ${poller.errors.length} errors` },
    { name: "event-kinds.yaml", holds: `EventKind: ${tags.length > 4 ? `${tags.length} kinds` : tags.join(", ")}` },
    ...platforms.map(({ file, architectures, calls, constants, errno }) => ({
      name: file.replace(/^spec\//, ""),
      holds: `${processors(architectures)}: ${calls.length} calls, ${constants.length + errno.length} constants, layouts`,
    })),
  ];
}

const processors = (architectures: Model["platforms"][number]["architectures"]): string =>
  architectures.map(({ name }) => name).join(", ");

/** The lower half: what runs, from a program down to the kernel, and the suite beside it. Returns where it ends. */
function drawRunning(canvas: Canvas, { model, backends }: Parts, generated: Box): number {
  const from = generated.y + generated.height;
  const rows = 3;
  const height = HEAD + rows * ROW + (rows - 1) * DROP + GAP;
  const packages = canvas.group(190, from + 60, 490, height, "packages/ : what users install");
  const { x, width } = inside(packages);
  const row = (index: number) => packages.y + HEAD + index * (ROW + DROP);
  const facade = canvas.box(x, row(0), width, ROW, "written");
  canvas.lines(facade, ["pollio", "picks one backend, once, at import"]);
  const core = canvas.box(x, row(1), width, ROW, "written");
  canvas.lines(core, ["@pollio/core", "the poller, written once over the calls of the spec"]);
  const kernel = canvas.box(packages.x, packages.y + height + DROP, packages.width, ROW, "foreign");
  const systems = model.platforms.map(({ title, architectures }) => `${title} ${processors(architectures)}`);
  canvas.lines(kernel, ["the kernel", systems.join(" or ")]);
  for (const [index, place] of across(backends.length, { x, width }).entries()) {
    const box = canvas.box(place.x, row(2), place.width, ROW, "written");
    canvas.lines(box, [backends[index]!]);
    canvas.arrow({ x: middle(box), y: core.y + core.height }, above(box));
    canvas.arrow(bottom(box), { x: middle(box), y: kernel.y });
  }
  const program = canvas.box(MARGIN, facade.y, 130, ROW, "foreign");
  canvas.lines(program, ["your program"]);
  canvas.arrow(right(program), left(facade));
  canvas.arrow(bottom(facade), above(core));

  const suite = canvas.box(725, row(0), WIDTH - MARGIN - 725, row(1) + ROW - row(0), "written");
  canvas.lines(suite, ["@pollio/conformance", "one suite for every backend,", "also for one of your own"]);
  canvas.arrow(left(suite), { x: packages.x + packages.width, y: middleY(suite) });
  canvas.arrow(
    { x: packages.x + packages.width - 15, y: from },
    { x: packages.x + packages.width - 15, y: packages.y },
  );
  canvas.label(packages.x + packages.width - 25, from + 34, "types, layouts, a table of calls for each backend", "end");
  canvas.arrow({ x: middle(suite), y: from }, above(suite));
  canvas.label(middle(suite) + 10, from + 34, "what to cover", "start");
  return kernel.y + kernel.height;
}

/** Places for some boxes side by side. */
function across(count: number, { x, width }: Span): Span[] {
  const each = (width - (count - 1) * GAP) / count;
  return Array.from({ length: count }, (_, index) => ({ x: rounded(x + index * (each + GAP)), width: rounded(each) }));
}

interface Span {
  readonly x: number;
  readonly width: number;
}

/** What a group leaves to its boxes. */
const inside = ({ x, width }: Box): Span => ({ x: x + GAP, width: width - 2 * GAP });

interface Point {
  readonly x: number;
  readonly y: number;
}

const middle = ({ x, width }: Box): number => rounded(x + width / 2);
const middleY = ({ y, height }: Box): number => rounded(y + height / 2);
const left = (box: Box): Point => ({ x: box.x, y: middleY(box) });
const right = (box: Box): Point => ({ x: box.x + box.width, y: middleY(box) });
const above = (box: Box): Point => ({ x: middle(box), y: box.y });
const bottom = (box: Box): Point => ({ x: middle(box), y: box.y + box.height });
const rounded = (value: number): number => Math.round(value);

class Canvas {
  readonly boxes: Box[] = [];
  readonly texts: Text[] = [];
  readonly arrows: { from: Point; to: Point }[] = [];

  box(x: number, y: number, width: number, height: number, style: Box["style"]): Box {
    const box = { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height), style };
    this.boxes.push(box);
    return box;
  }

  group(x: number, y: number, width: number, height: number, title: string): Box {
    this.label(x + GAP, y + 22, title, "start");
    return this.box(x, y, width, height, "group");
  }

  /** A title with lines under it, in the middle of a box. */
  lines(box: Box, texts: readonly string[]): void {
    const first = middleY(box) - ((texts.length - 1) * LINE) / 2 + 5;
    texts.forEach((text, index) => {
      const title = text.length * LETTER < box.width ? "title" : "small";
      const style = index === 0 ? title : "text";
      this.texts.push({ x: middle(box), y: rounded(first + index * LINE), style, anchor: "middle", text });
    });
  }

  label(x: number, y: number, text: string, anchor: Text["anchor"]): void {
    this.texts.push({ x: rounded(x), y: rounded(y), style: "label", anchor, text });
  }

  arrow(from: Point, to: Point): void {
    this.arrows.push({ from, to });
  }
}
