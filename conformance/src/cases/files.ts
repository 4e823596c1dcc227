import assert from "node:assert/strict";
import { chmodSync, closeSync, mkdirSync, openSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Case } from "../case.ts";
import { assertRangeRefused, assertTypeRefused, thrownBy } from "../support/errors.ts";
import type { Fixture } from "../support/fixture.ts";

const NOT_OPEN = 2 ** 31 - 1;

function refusesNul(open: (path: string) => unknown): void {
  for (const path of ["\0", "/etc/passwd\0", "/tmp/a\0b"]) {
    const error = thrownBy(() => open(path), JSON.stringify(path));
    assert.ok(error instanceof TypeError);
    assert.equal((error as { code?: string }).code, "ERR_INVALID_ARG_VALUE", error.message);
  }
}

/** An open file with this content, and its path. */
function fileWith(fixture: Fixture, content: string): { fd: number; path: string } {
  const { constants, sys } = fixture.module;
  const path = join(fixture.folder(), "file");
  writeFileSync(path, content);
  return { fd: fixture.own(sys.open(path, constants.O_RDWR! | constants.O_CLOEXEC!), "open"), path };
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Files: open, openat, pread, pwrite. */
export const files: readonly Case[] = [
  {
    name: "sys.files.open",
    covers: ["sys.open", "sys.open:-errno", "sys.read:-errno", "sys.write"],
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_CLOEXEC, FD_CLOEXEC } = constants;
      const { O_NONBLOCK, O_DIRECTORY, O_NOFOLLOW, F_GETFD, F_GETFL } = constants;
      const folder = fixture.folder();
      const path = join(folder, "ein Ordner für Dateien 文件");
      const open = (flags: number, mode?: number): number => {
        const fd = mode === undefined ? sys.open(path, flags) : sys.open(path, flags, mode);
        return fd < 0 ? fd : fixture.own(fd);
      };
      assert.equal(open(O_RDONLY!), -errno.ENOENT!);
      const umask = process.umask(0o022);
      fixture.defer(() => process.umask(umask));
      const fd = open(O_WRONLY! | O_CREAT! | O_EXCL!);
      assert.equal(statSync(path).mode & 0o777, 0o644, "0o666 less the umask is the default");
      assert.equal(sys.fcntl(fd, F_GETFD!), 0, "flags are passed as they are");
      fixture.send(fd, new TextEncoder().encode("abc"));
      assert.equal(sys.read(fd, new Uint8Array(1)), -errno.EBADF!, "opened for writing");
      assert.equal(open(O_WRONLY! | O_CREAT! | O_EXCL!), -errno.EEXIST!);
      fixture.send(open(O_WRONLY! | O_APPEND! | O_CLOEXEC!), new TextEncoder().encode("de"));
      assert.equal(readFileSync(path, "utf8"), "abcde", "appended");
      assert.equal(sys.fcntl(open(O_RDONLY! | O_CLOEXEC!), F_GETFD!), FD_CLOEXEC);
      assert.notEqual(sys.fcntl(open(O_RDONLY! | O_NONBLOCK!), F_GETFL!) & O_NONBLOCK!, 0);
      open(O_RDWR! | O_TRUNC!);
      assert.equal(statSync(path).size, 0);
      const other = fixture.own(sys.open(`${path}2`, O_WRONLY! | O_CREAT!, 0o640));
      assert.ok(other >= 0);
      assert.equal(statSync(`${path}2`).mode & 0o777, 0o640, "the mode");
      chmodSync(`${path}2`, 0o600);
      assert.equal(sys.open("", O_RDONLY!), -errno.ENOENT!);
      assert.equal(sys.open(`${path}/x`, O_RDONLY!), -errno.ENOTDIR!);
      assert.equal(sys.open(folder, O_WRONLY!), -errno.EISDIR!);
      assert.equal(sys.open(`/${"x".repeat(5_000)}`, O_RDONLY!), -errno.ENAMETOOLONG!);
      // Two flags whose bits differ between architectures.
      assert.equal(sys.open(path, O_RDONLY! | O_DIRECTORY!), -errno.ENOTDIR!);
      fixture.own(sys.open(folder, O_RDONLY! | O_DIRECTORY!), "a directory");
      symlinkSync(path, `${path}3`);
      fixture.own(sys.open(`${path}3`, O_RDONLY!), "what a link names");
      assert.equal(sys.open(`${path}3`, O_RDONLY! | O_NOFOLLOW!), -errno.ELOOP!);
    },
  },
  {
    name: "sys.files.openat",
    covers: ["sys.openat", "sys.openat:-errno"],
    run(fixture) {
      const { constants, errno, sys } = fixture.module;
      const { AT_FDCWD, O_RDONLY, O_WRONLY, O_CREAT } = constants;
      const folder = fixture.folder();
      mkdirSync(join(folder, "sub"));
      const directory = fixture.own(sys.open(folder, O_RDONLY!));
      const made = fixture.own(sys.openat(directory, "sub/file", O_WRONLY! | O_CREAT!, 0o600));
      fixture.send(made);
      assert.equal(readFileSync(join(folder, "sub", "file"), "utf8"), "x");
      assert.equal(statSync(join(folder, "sub", "file")).mode & 0o777, 0o600);
      fixture.own(sys.openat(AT_FDCWD!, ".", O_RDONLY!), "the working directory");
      fixture.own(sys.openat(NOT_OPEN, folder, O_RDONLY!), "an absolute path ignores the directory");
      assert.equal(sys.openat(directory, "nothing", O_RDONLY!), -errno.ENOENT!);
      assert.equal(sys.openat(NOT_OPEN, "file", O_RDONLY!), -errno.EBADF!);
      assert.equal(sys.openat(made, "file", O_RDONLY!), -errno.ENOTDIR!);
    },
  },
  {
    name: "sys.files.paths-without-nul",
    covers: ["sys.open:ERR_INVALID_ARG_VALUE", "sys.openat:ERR_INVALID_ARG_VALUE"],
    run({ module: { constants, sys } }) {
      refusesNul((path) => sys.open(path, constants.O_RDONLY!));
      refusesNul((path) => sys.openat(constants.AT_FDCWD!, path, constants.O_RDONLY!));
    },
  },
  {
    name: "sys.files.positions",
    covers: ["sys.pread", "sys.pwrite", "sys.read"],
    run(fixture) {
      const { sys } = fixture.module;
      const { fd, path } = fileWith(fixture, "0123456789");
      const bytes = new Uint8Array(8);
      assert.equal(sys.pread(fd, bytes, 3), 7);
      assert.equal(text(bytes.subarray(0, 7)), "3456789");
      assert.equal(sys.pread(fd, bytes, 10), 0, "the end");
      assert.equal(sys.pread(fd, bytes, 1_000), 0, "behind the end");
      bytes.fill(0);
      assert.equal(sys.pread(fd, bytes, 5, 2, 3), 3, "a part of the array");
      assert.deepEqual([...bytes], [0, 0, 53, 54, 55, 0, 0, 0]);
      assert.equal(sys.pwrite(fd, new TextEncoder().encode("..ab..."), 4, 2, 2), 2);
      assert.equal(sys.pread(fd, bytes, -0), 8);
      assert.equal(text(bytes), "0123ab67");
      assert.equal(sys.read(fd, bytes.subarray(0, 2)), 2);
      assert.equal(text(bytes.subarray(0, 2)), "01", "the file's own position has not moved");
      assert.equal(sys.pread(fd, new Uint8Array(0), 3), 0);
      assert.equal(sys.pwrite(fd, new Uint8Array(0), 3), 0);
      assert.equal(readFileSync(path, "utf8"), "0123ab6789");
    },
  },
  {
    name: "sys.files.positions-beyond-32-bits",
    covers: ["sys.pread", "sys.pwrite"],
    run(fixture) {
      const { sys } = fixture.module;
      const { fd, path } = fileWith(fixture, "");
      const bytes = new Uint8Array(4);
      // A hole takes no place on the disk.
      for (const position of [2 ** 31 - 2, 2 ** 31, 2 ** 32 - 1, 2 ** 32 + 7, 2 ** 40 + 1]) {
        const given = Uint8Array.of(1, position % 251, 3, 4);
        assert.equal(sys.pwrite(fd, given, position), 4, `at ${position}`);
        assert.equal(statSync(path).size, position + 4);
        assert.equal(sys.pread(fd, bytes, position), 4);
        assert.deepEqual(bytes, given, `at ${position}`);
      }
      assert.ok(sys.pread(fd, bytes, 2 ** 53 - 1) <= 0, "the greatest");
    },
  },
  {
    name: "sys.files.positions.refusals",
    covers: ["sys.pread:-errno", "sys.pwrite:-errno", "sys.pread:ERR_OUT_OF_RANGE", "sys.pwrite:ERR_OUT_OF_RANGE"],
    run(fixture) {
      const { errno, sys } = fixture.module;
      const bytes = new Uint8Array(8);
      const { reader, writer } = fixture.pipe();
      assert.equal(sys.pread(reader, bytes, 0), -errno.ESPIPE!, "a pipe has no positions");
      assert.equal(sys.pwrite(writer, bytes, 0), -errno.ESPIPE!);
      assert.equal(sys.pread(NOT_OPEN, bytes, 0), -errno.EBADF!);
      assert.equal(sys.pwrite(NOT_OPEN, bytes, 0), -errno.EBADF!);
      const { fd, path } = fileWith(fixture, "abc");
      for (const transfer of [sys.pread, sys.pwrite]) {
        for (const [offset, length] of [[9], [-1], [0, 9], [8, 1], [1.5], [0, Number.NaN]] as [number, number?][]) {
          assertRangeRefused(() => transfer(fd, bytes, 0, offset, length), `offset ${offset}, length ${length}`);
        }
        const gone = new Uint8Array(8);
        structuredClone(gone.buffer, { transfer: [gone.buffer] });
        assertTypeRefused(() => transfer(fd, gone, 0), "a detached array");
      }
      assert.equal(readFileSync(path, "utf8"), "abc");
    },
  },
  {
    name: "sys.files.any-array",
    covers: ["sys.pread", "sys.pwrite", "sys.read"],
    run(fixture) {
      const { sys } = fixture.module;
      const { fd } = fileWith(fixture, "");
      const whole = new BigInt64Array([0x0102030405060708n, -1n, 5n]);
      assert.equal(sys.pwrite(fd, whole.subarray(1), 100), 16);
      const back = new Int16Array(12).fill(7);
      assert.equal(sys.pread(fd, back.subarray(2, 10), 100), 16);
      assert.deepEqual([...back], [7, 7, -1, -1, -1, -1, 5, 0, 0, 0, 7, 7]);
      const small = Buffer.from("from the pool");
      assert.equal(sys.pwrite(fd, small, 0), small.length);
      const shared = new Uint8Array(new SharedArrayBuffer(32), 8, small.length);
      assert.equal(sys.pread(fd, shared, 0), small.length);
      assert.deepEqual([...shared], [...small]);
      assert.equal(sys.read(fd, shared, 1, 4), 4, "a part of shared memory");
      assert.equal(Buffer.from(shared).toString(), "ffromthe pool");
    },
  },
  {
    name: "sys.files.no-descriptor-left",
    covers: ["sys.open", "sys.openat"],
    run(fixture) {
      const { constants, sys } = fixture.module;
      const { path } = fileWith(fixture, "x");
      // The runtime opens the lowest free number; a descriptor that was left open would take it.
      const free = openSync(path, "r");
      closeSync(free);
      for (let i = 0; i < 500; i++) {
        assert.equal(sys.close(sys.open(path, constants.O_RDONLY!)), 0);
        assert.equal(sys.close(sys.openat(constants.AT_FDCWD!, path, constants.O_RDONLY!)), 0);
        assert.ok(sys.open(`${path}/x`, constants.O_RDONLY!) < 0);
      }
      const fd = fixture.own(sys.open(path, constants.O_RDONLY!));
      assert.ok(fd <= free + 8, `${free}, then ${fd}`);
    },
  },
];
