// generated/core/platforms.ts: the operating systems by name, and the types of what is said of them.
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
      type: ["string", "Its type in the spec, such as u32 or u8[4]."],
    }),
    record("A struct as the kernel lays it out on one architecture.", "Layout", {
      size: ["number", "Its size in bytes, with padding at the end."],
      align: ["number", "Its alignment in bytes."],
      fields: ["Readonly<Record<string, Field>>", "The fields by name."],
    }),
    record("What the spec says of one operating system.", "Platform", {
      os: ["string", "As process.platform has it."],
      library: ["string", "The C library that holds the syscalls."],
      errnoLocation: ["string", "Its function that gives the address of this thread's errno."],
      constants: ["Readonly<Record<string, number>>", "Constants by name."],
      errno: ["Readonly<Record<string, number>>", "Positive error numbers by name."],
      architectures: [
        "Readonly<Record<string, Readonly<Record<string, Layout>>>>",
        "Layouts by architecture (as process.arch names it) and struct.",
      ],
    }),
    constant(
      "platforms",
      "The operating systems of the spec, by the name that process.platform has for them.",
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
