// Made by pollio's generator from spec/*.yaml.
// Do not edit: change the spec and run `npm run generate`.
import { linux } from "./linux.ts";
import { darwin } from "./darwin.ts";

/** One field of a struct. */
export interface Field {
  /** Bytes from the start of the struct. */
  readonly offset: number;
  /** Its size in bytes. */
  readonly size: number;
  /** Its type in the spec, such as u32, u8[4] or struct timespec. */
  readonly type: string;
}

/** The layout of a struct on one architecture. */
export interface Layout {
  /** Its size in bytes, with padding at the end. */
  readonly size: number;
  /** Its alignment in bytes. */
  readonly align: number;
  /** The fields by name. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** The spec's description of one operating system. */
export interface Platform {
  /** Its name in process.platform. */
  readonly os: string;
  /** The C library that holds the syscalls. */
  readonly library: string;
  /** The C library's function that returns the address of this thread's errno. */
  readonly errnoLocation: string;
  /** Constants by name. */
  readonly constants: Readonly<Record<string, number>>;
  /** Constants that depend on the architecture, by architecture, as in process.arch. */
  readonly architectureConstants: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Positive error numbers by name. */
  readonly errno: Readonly<Record<string, number>>;
  /** Layouts by architecture, as in process.arch, and struct. */
  readonly architectures: Readonly<Record<string, Readonly<Record<string, Layout>>>>;
}

/** The operating systems of the spec, by their names in process.platform. */
export const platforms: Readonly<Record<string, Platform>> = Object.freeze({ linux, darwin });
