// Where a link of a Markdown file leads on the site. In the repository links are paths; on the site, some of the files are pages.

import { dirname, posix } from "node:path";

export interface Places {
  /** The site's path of a file of the repository that is a page, such as "/guide/signals" for "docs/guide/signals.md". */
  readonly pages: ReadonlyMap<string, string>;
  /** The page of the reference that has an anchor of docs/api.md. */
  readonly pageOf: ReadonlyMap<string, string>;
  /** Where the repository can be read, for all other files. */
  readonly repository: string;
}

export const REFERENCE = "docs/api.md";

/** The link `target` of the file `from`, as the site has it. */
export function siteLink(target: string, from: string, { pages, pageOf, repository }: Places): string {
  if (/^[a-z]+:/.test(target)) return target;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? from : posix.join(dirname(from), path).replace(/\/$/, "");
  const hash = anchor === undefined ? "" : `#${anchor}`;
  if (file === REFERENCE) return `/reference/${anchor === undefined ? "" : referencePage(anchor, pageOf)}${hash}`;
  if (path === "") return target;
  const page = pages.get(file);
  return page === undefined ? `${repository}/${file}${hash}` : `${page}${hash}`;
}

function referencePage(anchor: string, pageOf: ReadonlyMap<string, string>): string {
  const page = pageOf.get(anchor);
  if (page === undefined) throw new Error(`${REFERENCE} has no heading for #${anchor}`);
  return page === "index" ? "" : page;
}

/** A file with its links as the site has them; what is code stays as it is. */
export function withSiteLinks(text: string, from: string, places: Places): string {
  return outsideCode(text, (line) =>
    line.replace(/(!?)\[((?:\\.|[^\]\\])*)\]\(([^)\s]+)\)/g, (whole, image, words, target) =>
      image === "!" ? whole : `[${words}](${siteLink(target, from, places)})`,
    ),
  );
}

/** A text with its lines changed, but not those of code blocks. */
function outsideCode(text: string, change: (line: string) => string): string {
  let inCode = false;
  return text
    .split("\n")
    .map((line) => {
      if (line.startsWith("```")) inCode = !inCode;
      return inCode ? line : change(line);
    })
    .join("\n");
}
