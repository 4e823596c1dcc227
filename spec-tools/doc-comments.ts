// Doc comments and wrapped text.

const WIDTH = 110;

/** Words in lines of at most `width` characters; later lines of one paragraph begin with `hang`. */
export function wrap(text: string, width: number, hang = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${hang}${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** The lines of a doc comment: a paragraph, then tags. `indent` is the comment's indentation. A tag of several lines is kept as it is. */
export function docLines(text: string, tags: readonly string[] = [], indent = 0): string[] {
  const width = WIDTH - indent - " * ".length;
  const lines = wrap(text, width);
  if (tags.length === 0) return lines;
  return [...lines, "", ...tags.flatMap((tag) => (tag.includes("\n") ? tag.split("\n") : wrap(tag, width, "  ")))];
}

/** A doc comment, each line indented. */
export function docComment(text: string, tags: readonly string[] = [], indent = 0): string {
  const pad = " ".repeat(indent);
  const lines = docLines(escapeDoc(text), tags.map(escapeDoc), indent);
  if (lines.length === 1) return `${pad}/** ${lines[0]} */\n`;
  return `${pad}/**\n${lines.map((line) => `${pad} * ${line}`.trimEnd()).join("\n")}\n${pad} */\n`;
}

/** The content of a doc comment for ts-morph, which needs a leading line break to print several lines. */
export function docContent(text: string, tags: readonly string[] = [], indent = 0): string {
  const lines = docLines(escapeDoc(text), tags.map(escapeDoc), indent);
  return lines.length === 1 ? lines[0]! : `\n${lines.join("\n")}`;
}

/** Escapes comment ends in the spec's text. */
function escapeDoc(text: string): string {
  return text.replaceAll("*/", "*\\/");
}
