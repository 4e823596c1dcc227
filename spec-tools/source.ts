// One file of the spec: its values and their positions in the text.
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Diagnostic, Position } from "./diagnostics.ts";

export class Source {
  readonly file: string;
  /** The content as plain objects; undefined if the text is not YAML. */
  readonly value: unknown;
  /** Errors of the YAML itself. */
  readonly problems: readonly Diagnostic[];
  readonly #lines = new LineCounter();
  // Nodes are looked up by object identity, so that rules need no paths.
  readonly #nodes = new WeakMap<object, Node>();
  readonly #pairs = new WeakMap<object, ReadonlyMap<string, Pair>>();

  constructor(file: string, text: string) {
    this.file = file;
    const document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true, version: "1.2" });
    const duplicates = document.errors.filter((error) => error.code === "DUPLICATE_KEY");
    // A syntax error causes more of them; only the first is meaningful.
    const syntax = document.errors.filter((error) => error.code !== "DUPLICATE_KEY").slice(0, 1);
    const problems = [...duplicates, ...syntax].map(({ code, message, pos }) =>
      this.#problem(code, message, pos[0], text),
    );
    const isYaml = problems.length === 0;
    const value = isYaml ? this.#convert(document, problems) : undefined;
    this.problems = problems;
    this.value = problems.length === 0 ? value : undefined;
  }

  /** The plain objects of a document. Two aliases of one node share its object, or a few lines could stand for billions. */
  #convert(document: Document, problems: Diagnostic[]): unknown {
    const known = new Map<unknown, unknown>();
    const unfinished = new Set<unknown>();
    const objectOf = (target: YAMLMap | YAMLSeq): unknown => {
      if (isMap(target)) return this.#map(target, convert);
      const list = target.items.map(convert);
      this.#nodes.set(list, target);
      return list;
    };
    const convert = (node: unknown): unknown => {
      const target = isAlias(node) ? node.resolve(document) : node;
      if (!isMap(target) && !isSeq(target)) return isScalar(target) ? target.value : null;
      if (unfinished.has(target)) {
        const message = `*${(node as Alias).source} stands inside of what it refers to; write out what is meant`;
        problems.push({ file: this.file, ...this.#position(node as Alias), message });
        return null;
      }
      if (!known.has(target)) {
        unfinished.add(target);
        known.set(target, objectOf(target));
        unfinished.delete(target);
      }
      return known.get(target);
    };
    return convert(document.contents);
  }

  /** The position of the value of a key or an index, or of the owner if it has none. */
  at(owner: object, key?: string | number): Position {
    const node = this.#nodes.get(owner);
    if (key === undefined) return this.#position(node);
    if (isSeq(node)) return this.#position((node.items[Number(key)] as Node | undefined) ?? node);
    const pair = this.#pair(owner, key);
    return this.#position((pair?.value as Node | null | undefined) ?? (pair?.key as Node | undefined) ?? node);
  }

  /** The position of a key, or of the owner if it has no such key. */
  atKey(owner: object, key: string): Position {
    return this.#position((this.#pair(owner, key)?.key as Node | undefined) ?? this.#nodes.get(owner));
  }

  /** Gives a copy the position of the original. */
  standsFor<Copy extends object>(copy: Copy, original: object): Copy {
    const node = this.#nodes.get(original);
    const pairs = this.#pairs.get(original);
    if (node !== undefined) this.#nodes.set(copy, node);
    if (pairs !== undefined) this.#pairs.set(copy, pairs);
    return copy;
  }

  /** Gives an object of another file the position of a list's item in this one. */
  standsAt(object: object, list: object, index: number): void {
    const node = this.#nodes.get(list);
    const item = isSeq(node) ? node.items[index] : undefined;
    if (item !== undefined) this.#nodes.set(object, item as Node);
  }

  /** Whether a number is written in hexadecimal, which the output keeps. */
  isHex(owner: object, key: string): boolean {
    const value = this.#pair(owner, key)?.value;
    return isScalar(value) && value.format === "HEX";
  }

  #map(node: YAMLMap, convert: (node: unknown) => unknown): Record<string, unknown> {
    // Without a prototype, `__proto__` is reported as an unknown key like any other.
    const map: Record<string, unknown> = Object.create(null);
    for (const { key, value } of node.items) map[keyText(key)] = convert(value);
    this.#nodes.set(map, node);
    this.#pairs.set(map, new Map(node.items.map((pair) => [keyText(pair.key), pair])));
    return map;
  }

  #pair(owner: object, key: string | number): Pair | undefined {
    return this.#pairs.get(owner)?.get(String(key));
  }

  #position(node: Node | undefined): Position {
    return this.#lineAndColumn(node?.range?.[0] ?? 0);
  }

  #lineAndColumn(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    // linePos returns 0 for an empty text.
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #problem(code: string, message: string, offset: number, text: string): Diagnostic {
    const { line, column } = this.#lineAndColumn(offset);
    const what =
      code === "DUPLICATE_KEY"
        ? `the key "${/^[^:\s]+/.exec(text.slice(offset))?.[0] ?? ""}" appears twice in this map; each key may appear once`
        : // The library draws the place below the message; the place is named in front already.
          `this is not YAML: ${message.split(" at line ")[0]}; fix it before the rest can be read`;
    return { file: this.file, line, column, message: what };
  }
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
