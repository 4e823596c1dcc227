// Descriptors that travel over unix sockets: sendFds, recvFds. unix(7), cmsg(3), sendmsg(2), recvmsg(2).

import type { Field } from "../../../../generated/core/platforms.ts";
import type { ComposedSys } from "../../../../generated/core/sys.ts";
import { rangeError } from "../arguments/errors.ts";
import { byteLengthOf } from "../arguments/memory.ts";
import { createAddresses, iovecsIn } from "../backend/pointers.ts";
import type { Backend, Bytes } from "../backend/seam.ts";

/** SCM_MAX_FD: how many descriptors Linux takes in one message, unix(7). */
const MOST_DESCRIPTORS = 253;

/** Room for the control messages of one message, those of other types included. */
const CONTROL_BYTES = 4_096;

const WORD = Int32Array.BYTES_PER_ELEMENT;

/** Puts a number below 2^53 into a field of 4 or 8 bytes. */
function put(words: Int32Array, field: Field, value: number): void {
  const at = field.offset / WORD;
  words[at] = value | 0;
  if (field.size === 2 * WORD) words[at + 1] = (value / 2 ** 32) | 0;
}

/** Memory is allocated at the first use, and used by one call at a time. */
export function createDescriptorPassing(backend: Backend): Pick<ComposedSys, "sendFds" | "recvFds"> {
  const { raw, layouts, platform } = backend;
  const { SOL_SOCKET, SCM_RIGHTS, MSG_CMSG_CLOEXEC, F_SETFD, FD_CLOEXEC } = platform.constants;
  const header = layouts.cmsghdr!;
  const [length, level, type] = [header.fields.cmsg_len!, header.fields.cmsg_level!, header.fields.cmsg_type!].map(
    ({ offset }) => offset / WORD,
  ) as [number, number, number];
  const addressOf = createAddresses(backend.addressOf);
  let memory: ReturnType<typeof allocate> | undefined;
  /** What the kernel uses: an iovec, a mere number, keeps nothing alive. */
  const held: Bytes[] = [];

  function allocate() {
    const message = backend.allocate(layouts.msghdr!.size);
    const control = backend.allocate(CONTROL_BYTES);
    const iovecs = iovecsIn(backend, 1);
    const fields = layouts.msghdr!.fields as Record<string, Field>;
    put(message.words, fields.msg_iov!, backend.addressOf(iovecs.block.words.buffer));
    put(message.words, fields.msg_iovlen!, 1);
    return { message, control, iovecs, fields };
  }

  /** A message of these bytes with so much room for control messages, and none if that is 0. */
  function messageOf(bytes: Bytes, controlBytes: number) {
    memory ??= allocate();
    const { message, control, iovecs, fields } = memory;
    held[0] = bytes;
    iovecs.put(0, addressOf(bytes, 0), byteLengthOf(bytes));
    const address = controlBytes === 0 ? 0 : backend.addressOf(control.words.buffer);
    put(message.words, fields.msg_control!, address);
    put(message.words, fields.msg_controllen!, controlBytes);
    return memory;
  }

  /** Gives received descriptors to the caller, as many as fit, and closes the others. */
  function deliver(words: Int32Array, controlBytes: number, fds: Int32Array): void {
    const room = byteLengthOf(fds) / WORD;
    let used = 0;
    for (let at = 0; at + header.size <= controlBytes; ) {
      const start = at / WORD;
      const size = words[start + length]!;
      if (size < header.size) return;
      if (words[start + level] === SOL_SOCKET && words[start + type] === SCM_RIGHTS) {
        for (let data = (at + header.size) / WORD; data < (at + size) / WORD; data++) {
          const fd = words[data]!;
          if (used >= room) raw.close(fd);
          else {
            if (MSG_CMSG_CLOEXEC === undefined) raw.fcntl(fd, F_SETFD!, FD_CLOEXEC!);
            fds[used++] = fd;
          }
        }
      }
      at += Math.ceil(size / header.align) * header.align;
    }
  }

  return {
    sendFds(fd, bytes, fds) {
      const count = byteLengthOf(fds) / WORD;
      if (count > MOST_DESCRIPTORS) throw rangeError("fds", `at most ${MOST_DESCRIPTORS} descriptors`, count);
      const size = count === 0 ? 0 : header.size + count * WORD;
      const { message, control } = messageOf(bytes, size);
      control.words[length] = size;
      control.words[level] = SOL_SOCKET!;
      control.words[type] = SCM_RIGHTS!;
      for (let index = 0; index < count; index++) control.words[header.size / WORD + index] = fds[index]!;
      const result = raw.sendmsg(fd, message, 0);
      held.length = 0;
      return result;
    },

    recvFds(fd, bytes, fds) {
      const { message, control, fields } = messageOf(bytes, CONTROL_BYTES);
      const result = raw.recvmsg(fd, message, MSG_CMSG_CLOEXEC ?? 0);
      held.length = 0;
      for (let index = byteLengthOf(fds) / WORD - 1; index >= 0; index--) fds[index] = -1;
      if (result >= 0) deliver(control.words, message.words[fields.msg_controllen!.offset / WORD]!, fds);
      return result;
    },
  };
}
