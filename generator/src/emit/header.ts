// The two lines at the top of each emitted file.

const EDIT = "Do not edit: change the spec and run `npm run generate`.";

/** The header in the comment syntax of the file's extension. */
export function header(path: string, sources: readonly string[]): string {
  const lines = [`Made by pollio's generator from ${sources.join(" and ")}.`, EDIT];
  const markup = path.endsWith(".md");
  return lines.map((line) => (markup ? `<!-- ${line} -->\n` : `// ${line}\n`)).join("");
}
