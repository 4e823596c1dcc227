import type { RawSys } from "../../backend/seam.ts";

/** The 64-bit integer 1, which eventfd(2) adds to its count; every architecture of the spec is little-endian. */
const ONE = new Uint8Array(new ArrayBuffer(8));
ONE[0] = 1;

/** Makes an eventfd readable. -EAGAIN means that its count is at the maximum: then it is readable already. */
export function wakeEventfd(raw: Pick<RawSys, "write">, fd: number): void {
  raw.write(fd, ONE, 0, ONE.length);
}
