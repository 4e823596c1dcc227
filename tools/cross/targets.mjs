/**
 * What is compiled for. The triple names the oldest system that is meant: the glibc of RHEL 8 and Debian 10, and the first macOS
 * that each supported Node runs on.
 *
 * @typedef {object} Target
 * @property {string} name
 * @property {string} triple As zig and clang take it.
 * @property {"linux" | "darwin"} os As process.platform.
 * @property {"x64" | "arm64"} arch As process.arch.
 */

/** @type {readonly Target[]} */
export const TARGETS = Object.freeze([
  { name: "aarch64-macos", triple: "aarch64-macos.11.0", os: "darwin", arch: "arm64" },
  { name: "x86_64-macos", triple: "x86_64-macos.10.15", os: "darwin", arch: "x64" },
  { name: "x86_64-linux-gnu", triple: "x86_64-linux-gnu.2.28", os: "linux", arch: "x64" },
  { name: "aarch64-linux-gnu", triple: "aarch64-linux-gnu.2.28", os: "linux", arch: "arm64" },
  { name: "x86_64-linux-musl", triple: "x86_64-linux-musl", os: "linux", arch: "x64" },
  { name: "aarch64-linux-musl", triple: "aarch64-linux-musl", os: "linux", arch: "arm64" },
]);
