// generated/core/<os>.ts: constants, error numbers and layouts as data.
import type { ConstantModel } from "../model/constants.ts";
import type { ArchitectureModel, LayoutModel } from "../model/layouts.ts";
import type { PlatformModel } from "../model/platforms.ts";
import { constant, type Entry, object, type Statement } from "./typescript.ts";

export function platformModule(platform: PlatformModel): Statement[] {
  const { os, title, library, errnoLocation, constants, errno, architectures } = platform;
  const entries: Entry[] = [
    { key: "os", value: JSON.stringify(os), doc: "Its name in process.platform." },
    { key: "library", value: JSON.stringify(library), doc: "The C library that holds the syscalls." },
    {
      key: "errnoLocation",
      value: JSON.stringify(errnoLocation),
      doc: "The C library's function that returns the address of this thread's errno.",
    },
    { key: "constants", value: numbers(constants, 2), doc: "Constants, from the headers that the spec names." },
    { key: "errno", value: numbers(errno, 2), doc: "Positive error numbers by name." },
    {
      key: "architectureConstants",
      value: frozen(
        architectures.map((entry) => ({ key: entry.name, value: numbers(entry.constants, 4) })),
        2,
      ),
      doc: "Constants that depend on the architecture, by architecture, as in process.arch.",
    },
    {
      key: "architectures",
      value: frozen(architectures.map(architecture), 2),
      doc: "Layouts by architecture, as in process.arch, and struct.",
    },
  ];
  return [constant(os, `${title}, as the spec describes it.`, frozen(entries, 0))];
}

function frozen(entries: readonly Entry[], indent: number): string {
  return entries.length === 0 ? "Object.freeze({})" : `Object.freeze(${object(entries, indent)})`;
}

function numbers(constants: readonly ConstantModel[], indent: number): string {
  return frozen(
    constants.map(({ name, text }) => ({ key: name, value: text })),
    indent,
  );
}

function architecture({ name, layouts }: ArchitectureModel): Entry {
  const entries = layouts.map((entry) => ({ key: entry.struct, value: layout(entry), doc: entry.source }));
  return { key: name, value: frozen(entries, 4) };
}

function layout({ size, align, fields }: LayoutModel): string {
  const entries = fields.map(({ name, offset, size: bytes, type }) => ({
    key: name,
    value: `Object.freeze({ offset: ${offset}, size: ${bytes}, type: ${JSON.stringify(type)} })`,
  }));
  return frozen(
    [
      { key: "size", value: `${size}` },
      { key: "align", value: `${align}` },
      { key: "fields", value: frozen(entries, 8) },
    ],
    6,
  );
}
