// What a shared object needs from the process that loads it: elf(5), Apple's mach-o/loader.h and mach-o/nlist.h. We read it ourselves,
// because binutils does not read Mach-O, zig has no nm, and npm has no maintained package that reads both.

export interface Needs {
  readonly libraries: string[];
  /** Names of functions and variables. */
  readonly imports: string[];
}

/** @param file A 64-bit little-endian ELF or Mach-O file. */
export function readNeeds(file: Buffer): Needs {
  const magic = file.length < 64 ? 0 : file.readUInt32LE(0);
  if (magic === 0x464c457f) return elfNeeds(file);
  if (magic === 0xfeedfacf) return machNeeds(file);
  throw new Error("not a 64-bit ELF or Mach-O file");
}

const SHT_DYNAMIC = 6;
const SHT_DYNSYM = 11;
const DT_NEEDED = 1;
const SHN_UNDEF = 0;

function elfNeeds(file: Buffer): Needs {
  const start = Number(file.readBigUInt64LE(40));
  const size = file.readUInt16LE(58);
  const sections = Array.from({ length: file.readUInt16LE(60) }, (_, index) => {
    const at = start + index * size;
    return {
      type: file.readUInt32LE(at + 4),
      offset: Number(file.readBigUInt64LE(at + 24)),
      bytes: Number(file.readBigUInt64LE(at + 32)),
      link: file.readUInt32LE(at + 40),
    };
  });
  const needs: Needs = { libraries: [], imports: [] };
  for (const { type, offset, bytes, link } of sections) {
    const strings = sections[link]?.offset ?? 0;
    for (let at = offset; type === SHT_DYNAMIC && at < offset + bytes; at += 16) {
      if (Number(file.readBigInt64LE(at)) !== DT_NEEDED) continue;
      needs.libraries.push(text(file, strings + Number(file.readBigUInt64LE(at + 8))));
    }
    // The first symbol is an empty one.
    for (let at = offset + 24; type === SHT_DYNSYM && at < offset + bytes; at += 24) {
      if (file.readUInt16LE(at + 6) === SHN_UNDEF) needs.imports.push(text(file, strings + file.readUInt32LE(at)));
    }
  }
  return needs;
}

const LC_SYMTAB = 0x2;
/** LC_LOAD_DYLIB and its weak, re-exporting and upward kinds, without the bit that says 'dyld must know it'. */
const LOAD_DYLIB = [0xc, 0x18, 0x1f, 0x23];
const N_TYPE = 0x0e;
const N_EXT = 0x01;

function machNeeds(file: Buffer): Needs {
  const needs: Needs = { libraries: [], imports: [] };
  let at = 32;
  for (let count = file.readUInt32LE(16); count > 0; count -= 1) {
    const command = file.readUInt32LE(at) & 0x7fffffff;
    if (LOAD_DYLIB.includes(command)) needs.libraries.push(text(file, at + file.readUInt32LE(at + 8)));
    if (command === LC_SYMTAB) {
      const symbols = file.readUInt32LE(at + 8);
      const strings = file.readUInt32LE(at + 16);
      for (let index = 0; index < file.readUInt32LE(at + 12); index += 1) {
        const symbol = symbols + index * 16;
        const type = file[symbol + 4] ?? 0;
        // C's names have an underscore in front.
        if ((type & N_TYPE) === 0 && type & N_EXT) {
          needs.imports.push(text(file, strings + file.readUInt32LE(symbol)).replace(/^_/, ""));
        }
      }
    }
    at += file.readUInt32LE(at + 4);
  }
  return needs;
}

function text(file: Buffer, at: number): string {
  return file.toString("latin1", at, file.indexOf(0, at));
}
