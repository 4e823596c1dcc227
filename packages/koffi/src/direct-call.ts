// A syscall without arguments for koffi to convert, which takes some 7 ns for each, and without the C library's function around it:
// a few instructions of machine code load a frame that JavaScript has filled in, make the syscall, and return. As libffi does for its
// closures, they are written to a page of their own, which is then made executable and read-only.

import type { Block } from "@pollio/core/backend";
import type { LibraryHandle } from "koffi";
import { linux } from "../../../generated/core/linux.ts";
import { loadKoffi } from "./koffi.ts";

/** A syscall and the frame that it takes its four arguments from, two words each. */
export interface DirectCall {
  readonly words: Int32Array;
  /** The result, or -errno. */
  call(): number;
}

const { PROT_READ, PROT_WRITE, PROT_EXEC, MAP_PRIVATE, MAP_ANONYMOUS } = linux.constants;
const PAGE = 4096;
const FRAME_BYTES = 32;
const MAP_FAILED = -1;

/**
 * Undefined where memory must not be made executable, or on another processor: then the C library's function serves. The page
 * lives for as long as the process does, one for each thread.
 */
export function directCall(
  library: LibraryHandle,
  allocate: (bytes: number) => Block,
  number: number,
): DirectCall | undefined {
  if (process.arch !== "x64") return undefined;
  const frame = allocate(FRAME_BYTES);
  const page = executable(library, instructions(number, frame.pointer as bigint));
  if (page === undefined) return undefined;
  const koffi = loadKoffi();
  const call = koffi.decode(page, koffi.proto("int", [])) as () => number;
  return { words: frame.words, call };
}

/** syscall(2), "Architecture calling conventions": the number in rax, the arguments in rdi, rsi, rdx and r10. */
function instructions(number: number, frame: bigint): Uint8Array {
  const code = new DataView(new ArrayBuffer(64));
  let length = 0;
  const put = (...bytes: number[]) => {
    for (const byte of bytes) code.setUint8(length++, byte);
  };
  put(0xf3, 0x0f, 0x1e, 0xfa); // endbr64: what may be jumped to
  put(0x48, 0xb8); // mov rax, frame
  code.setBigUint64(length, frame, true);
  length += 8;
  put(0x48, 0x8b, 0x38); // mov rdi, [rax]
  put(0x48, 0x8b, 0x70, 0x08); // mov rsi, [rax + 8]
  put(0x48, 0x8b, 0x50, 0x10); // mov rdx, [rax + 16]
  put(0x4c, 0x8b, 0x50, 0x18); // mov r10, [rax + 24]
  put(0xb8); // mov eax, number
  code.setUint32(length, number, true);
  length += 4;
  put(0x0f, 0x05, 0xc3); // syscall; ret
  return new Uint8Array(code.buffer, 0, length);
}

/** The address of a page with the code, or undefined where the system refuses one. */
function executable(library: LibraryHandle, code: Uint8Array): number | undefined {
  const mmap = library.func(
    "intptr_t mmap(void *address, size_t length, int protection, int flags, int fd, long offset)",
  );
  const mprotect = library.func("int mprotect(size_t address, size_t length, int protection)");
  const page = Number(mmap(null, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  if (page === MAP_FAILED) return undefined;
  new Uint8Array(loadKoffi().view(page, code.length)).set(code);
  if (mprotect(page, PAGE, PROT_READ | PROT_EXEC) === 0) return page;
  library.func("int munmap(size_t address, size_t length)")(page, PAGE);
  return undefined;
}
