// LICENSE and README.md of each package, which npm packs and shows. They are made of the repository's own when a package is built,
// so that no fact stands in two places.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { inRoot } from "../lib/root.mjs";

/** Folders of packages whose README.md is in the repository. */
const WITH_OWN_README = ["conformance"];

/** The package that users install. */
const FACADE = "pollio";

/** The package that no user installs by name. */
const CORE = "@pollio/core";

/** Sections of the repository's README that are about the installed package, and not about the repository. */
const ABOUT_THE_PACKAGE = ["Install", "Quick start", "Which backend when", "Kinds of your own", "The command"];

/**
 * Writes both into a package's folder.
 *
 * @param {string} folder
 */
export function writeDocuments(folder) {
  copyFileSync(inRoot("LICENSE"), inRoot(folder, "LICENSE"));
  if (WITH_OWN_README.includes(folder)) return;
  const manifest = JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8"));
  writeFileSync(inRoot(folder, "README.md"), readmeOf(manifest, readFileSync(inRoot("README.md"), "utf8")));
}

/**
 * @param {{ name: string, description: string }} manifest
 * @param {string} repository The repository's README.
 */
export function readmeOf({ name, description }, repository) {
  const { head, sections } = split(repository);
  const section = (/** @type {string} */ title) => {
    const text = sections.get(title);
    if (text === undefined) throw new Error(`README.md has no section "${title}", which the packages' READMEs take`);
    return text;
  };
  const licence = "## Licence\n\nMIT";
  if (name === FACADE) return printed([head, ...ABOUT_THE_PACKAGE.map(section), licence]);
  const about = `# ${name}\n\n${description}.\n\n${head.replace(/^# .*\n+/, "")}`;
  if (name === CORE)
    return printed([about, "The backends are made of this: `npm install pollio` installs it.", licence]);
  const install = `## Install\n\n\`\`\`sh\nnpm install ${name}\n\`\`\`\n\n\`npm install ${FACADE}\` instead picks the best backend for each runtime; this package is one of them, with the same exports.`;
  const start = section("Quick start").replaceAll(`from "${FACADE}"`, `from "${name}"`);
  return printed([
    about,
    install,
    start,
    `## What it is\n\n${facts(section("Which backend when"), name).join("\n")}`,
    licence,
  ]);
}

/**
 * The text above the first section, and the sections by title, each with its heading.
 *
 * @param {string} readme
 */
function split(readme) {
  const [head = "", ...rest] = readme.split(/^(?=## )/m);
  return { head, sections: new Map(rest.map((text) => [/^## (.*)/.exec(text)?.[1] ?? "", text])) };
}

/**
 * A package's column of the table of backends, as a list.
 *
 * @param {string} section
 * @param {string} name
 */
export function facts(section, name) {
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  const cells = rows.map((row) => row.split("|").map((cell) => cell.trim()));
  const column = cells[0]?.indexOf(`\`${name}\``) ?? -1;
  return column < 0 ? [] : cells.slice(2).map((row) => `- ${row[1]}: ${row[column]}`);
}

/**
 * Without what leads nowhere outside the repository: relative links, and comments for tests.
 *
 * @param {readonly string[]} parts
 */
function printed(parts) {
  const text = parts.map((part) => part.trim()).join("\n\n");
  const link = String.raw`\[([^\]]+)\]\((?!https?:)[^)]*\)`;
  return `${text
    .replaceAll(new RegExp(String.raw` \(${link}\)`, "g"), "")
    .replaceAll(new RegExp(link, "g"), "$1")
    .replaceAll(/^<!--.*-->\n/gm, "")}\n`;
}
