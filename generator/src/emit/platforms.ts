// generated/core/platforms.ts: the operating systems by name, and the types of their descriptions.
import type { InterfaceDeclarationStructure } from "ts-morph";
import type { PlatformModel } from "../model/platforms.ts";
import { constant, imports, interfaceOf, type Statement } from "./typescript.ts";

export function platformsModule(platforms: readonly PlatformModel[]): Statement[] {
  const names = platforms.map((platform) => platform.os);
  return [
    ...names.map((name) => imports([name], `./${name}.ts`, false)),
    record("One field of a struct.", "Field", {
      offset: ["number", "Bytes from the start of the struct."],
      size: ["number", "Its size in bytes."],
      type: ["string", "Its type in the spec, such as u32, u8[4] or struct timespec."],
    }),
    record("The layout of a struct on one architecture.", "Layout", {
      size: ["number", "Its size in bytes, with padding at the end."],
      align: ["number", "Its alignment in bytes."],
      fields: ["Readonly<Record<string, Field>>", "The fields by name."],
    }),
    record("The spec's description of one operating system.", "Platform", {
      os: ["string", "Its name in process.platform."],
      library: ["string", "The C library that holds the syscalls."],
      errnoLocation: ["string", "The C library's function that returns the address of this thread's errno."],
      constants: ["Readonly<Record<string, number>>", "Constants by name."],
      architectureConstants: [
        "Readonly<Record<string, Readonly<Record<string, number>>>>",
        "Constants that depend on the architecture, by architecture, as in process.arch.",
      ],
      errno: ["Readonly<Record<string, number>>", "Positive error numbers by name."],
      architectures: [
        "Readonly<Record<string, Readonly<Record<string, Layout>>>>",
        "Layouts by architecture, as in process.arch, and struct.",
      ],
    }),
    constant(
      "platforms",
      "The operating systems of the spec, by their names in process.platform.",
      `Object.freeze({ ${names.join(", ")} })`,
      "Readonly<Record<string, Platform>>",
    ),
  ];
}

function record(
  doc: string,
  name: string,
  members: Readonly<Record<string, readonly [type: string, doc: string]>>,
): InterfaceDeclarationStructure {
  const properties = Object.entries(members).map(([key, [type, text]]) => ({
    name: key,
    type,
    isReadonly: true,
    docs: [text],
  }));
  return interfaceOf(name, doc, { properties });
}
