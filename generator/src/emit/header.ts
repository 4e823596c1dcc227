// The two lines at the top of each emitted file.

const EDIT = "Do not edit: change the spec and run `npm run generate`.";

/** In the comments of the file's language, which its name's ending tells. */
export function header(path: string, sources: readonly string[]): string {
  const lines = [`Made by pollio's generator from ${sources.join(" and ")}.`, EDIT];
  const markup = path.endsWith(".md");
  return lines.map((line) => (markup ? `<!-- ${line} -->\n` : `// ${line}\n`)).join("");
}
