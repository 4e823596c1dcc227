// Colours that are legible on both light and dark pages, because a picture cannot know which one it is on.

/** The background colours of a code host's pages. */
export const PAGES = ["#ffffff", "#0d1117"] as const;

/** The one grey with equal contrast to both. */
export const TEXT = "#797979";
/** Grid lines stay in the background. */
export const GRID = "#79797940";

/** By participant, so that each has the same colour in every picture. */
export const COLOURS: Readonly<Record<string, string>> = {
  C: "#797979",
  napi: "#2f81d6",
  koffi: "#0e9488",
  bun: "#c2528b",
  deno: "#8a63d2",
  "node-ffi": "#4f8f2f",
  "node-ffi/plain": "#7a8a3a",
  "node:net": "#b7791f",
  "Bun sockets": "#dd5b3f",
  "Deno sockets": "#5f7fae",
  Python: "#a1733f",
  "npm epoll": "#d34b4b",
  "Rust polling": "#9a6f7f",
  "Rust mio": "#6e8446",
  "koffi.node.poll": "#3f8f8f",
  "fs.read": "#8f7a6a",
  "node:http": "#b7791f",
  "node:net + parser": "#a1733f",
  "Bun.serve": "#dd5b3f",
  "Deno.serve": "#5f7fae",
};

/** Contrast of two colours (WCAG 2, 1.4.3): from 1, none, to 21, black on white. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
