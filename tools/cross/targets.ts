/** A system to compile for. */
export interface Target {
  readonly name: string;
  /** As zig and clang take it, with the oldest version we support: the glibc of RHEL 8 and Debian 10, the oldest macOS of each Node. */
  readonly triple: string;
  /** As in process.platform. */
  readonly os: "linux" | "darwin";
  /** As in process.arch. */
  readonly arch: "x64" | "arm64";
}

/** For the conformance suite under emulation. */
export const ARM64: Target = {
  name: "aarch64-linux-gnu",
  triple: "aarch64-linux-gnu.2.28",
  os: "linux",
  arch: "arm64",
};

export const TARGETS: readonly Target[] = [
  { name: "aarch64-macos", triple: "aarch64-macos.11.0", os: "darwin", arch: "arm64" },
  { name: "x86_64-macos", triple: "x86_64-macos.10.15", os: "darwin", arch: "x64" },
  { name: "x86_64-linux-gnu", triple: "x86_64-linux-gnu.2.28", os: "linux", arch: "x64" },
  ARM64,
  { name: "x86_64-linux-musl", triple: "x86_64-linux-musl", os: "linux", arch: "x64" },
  { name: "aarch64-linux-musl", triple: "aarch64-linux-musl", os: "linux", arch: "arm64" },
];

/** What we publish binaries for: the one of Linux is linked with no library, so it serves glibc and musl. */
export const PREBUILT = TARGETS.filter(({ name }) => !name.endsWith("-musl"));

/** The name of a target's folder in a package's `prebuilds`. */
export const folderName = ({ os, arch }: Target): string => `${os}-${arch}`;

/** Whether this process can load what is compiled for the target. */
export const isHost = ({ os, arch }: Target): boolean => os === process.platform && arch === process.arch;
