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
  /** Its type in the spec, such as u32 or u8[4]. */
  readonly type: string;
}

/** A struct as the kernel lays it out on one architecture. */
export interface Layout {
  /** Its size in bytes, with padding at the end. */
  readonly size: number;
  /** Its alignment in bytes. */
  readonly align: number;
  /** The fields by name. */
  readonly fields: Readonly<Record<string, Field>>;
}

/** What the spec says of one operating system. */
export interface Platform {
  /** As process.platform has it. */
  readonly os: string;
  /** The C library that holds the syscalls. */
  readonly library: string;
  /** Its function that gives the address of this thread's errno. */
  readonly errnoLocation: string;
  /** Constants by name. */
  readonly constants: Readonly<Record<string, number>>;
  /** Positive error numbers by name. */
  readonly errno: Readonly<Record<string, number>>;
  /** Layouts by architecture (as process.arch names it) and struct. */
  readonly architectures: Readonly<Record<string, Readonly<Record<string, Layout>>>>;
}

/** The operating systems of the spec, by the name that process.platform has for them. */
export const platforms: Readonly<Record<string, Platform>> = Object.freeze({ linux, darwin });
