// Writes what VitePress builds the site of: the repository's Markdown with its links as the site has them, the reference in pages, the
// programs as pages, and diagrams as part of their pages, so that they follow the page's colours.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderMermaidSVG } from "beautiful-mermaid";
import { inRoot } from "../../tools/lib/root.ts";
import { type Places, REFERENCE, withSiteLinks } from "./links.ts";
import { GROUPS } from "./pages.ts";
import { splitReference } from "./reference.ts";

/** Where the site's source is written. */
export const STAGE = inRoot("build/site-source");

const read = (file: string) => readFileSync(inRoot(file), "utf8");

export function stage(): void {
  const { homepage } = JSON.parse(read("package.json"));
  const { pages, pageOf } = splitReference(read(REFERENCE));
  const entries = GROUPS.flatMap(({ pages }) => pages);
  const places: Places = {
    pages: new Map([["README.md", "/"], ...entries.map(({ file, path }) => [file, path] as const)]),
    pageOf,
    repository: `${homepage}/blob/main`,
  };
  rmSync(STAGE, { recursive: true, force: true });
  const write = (path: string, text: string, from: string) => {
    const file = join(STAGE, `${path.replace(/\/$/, "/index")}.md`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, withSiteLinks(text, from, places));
  };
  write("/", homePage(read("docs/index.md"), read("README.md")), "README.md");
  for (const { page, text } of pages) write(`/reference/${page}`, text, REFERENCE);
  for (const { file, path, title } of entries)
    write(path, file.endsWith(".md") ? withInlined(read(file), file) : programPage(title, read(file), file), file);
  for (const folder of ["plots", "public"]) cpSync(inRoot("docs", folder), join(STAGE, folder), { recursive: true });
  cpSync(inRoot("docs/matrix.png"), join(STAGE, "matrix.png"));
}

/** The front page: the README without its first words, which are larger here, and without what the sidebar has. */
function homePage(hero: string, readme: string): string {
  const features = [...readme.matchAll(/^- \*\*(.*?)\.?\*\* ([\s\S]*?)(?=\n(?:- |<!|\n))/gm)].map(([, title, text]) => {
    const details = text!
      .replace(/\s+/g, " ")
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replace(/`([^`]*)`/g, "<code>$1</code>");
    return `  - title: ${JSON.stringify(title)}\n    details: ${JSON.stringify(details)}\n`;
  });
  const body = readme.slice(readme.indexOf("**When you"), readme.indexOf("## More"));
  return `${hero.replace(/---\n$/, "")}features:\n${features.join("")}---\n\n<div class="vp-doc home">\n\n${body}\n</div>\n`;
}

/** A program as a page, as wide as its lines are long. */
function programPage(title: string, code: string, file: string): string {
  return `---\npageClass: program\naside: false\n---\n\n# ${title}\n\n[${file}](${file.split("/").at(-1)})\n\n\`\`\`js\n${code}\`\`\`\n`;
}

const matrix = () => /<!-- matrix -->\n([\s\S]*?)<!-- \/matrix -->/.exec(read("README.md"))![1]!;

/** Images of docs/guide/diagrams, and Mermaid's, as SVG in the page; and the README's table of the matrix. */
function withInlined(text: string, from: string): string {
  return text
    .replace("<!-- the table of README.md -->", matrix)
    .replace(/^!\[([^\]]*)\]\((diagrams\/\S+\.svg)\)$/gm, (_, words, path) =>
      diagram(read(join(dirname(from), path)), words),
    )
    .replace(/^```mermaid\n([\s\S]*?)^```$/gm, (_, source) =>
      diagram(renderMermaidSVG(source, { nodeSpacing: 60 }), "How the parts fit together"),
    );
}

/** The page's style sheet has what the SVG's own would say. Markdown ends HTML at an empty line. */
function diagram(svg: string, words: string): string {
  const bare = svg.replace(/<style>[\s\S]*?<\/style>/, "").replace(/\n\s*\n/g, "\n");
  const labelled = bare.replace(/<svg\b([^>]*?)( style="[^"]*")?>/, `<svg$1 role="img" aria-label="${words}">`);
  return `<div class="diagram">\n${labelled.trim()}\n</div>`;
}
