// A machine of qemu's with one of Debian's kernels: its files come from Debian's archive through apt, in folders of its own, so that neither
// this machine's packages nor its lists change, and its disk is an initramfs.
import { chmodSync, cpSync, createWriteStream, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { findOrInstall } from "../../tools/lib/debian.ts";
import { Failure } from "../../tools/lib/failure.ts";
import { inRoot } from "../../tools/lib/root.ts";
import { mustRun, which } from "../../tools/lib/run.ts";
import { isUpToDate, writeStamp } from "../../tools/lib/stamp.ts";
import { type Arch, copyPackages, type Tree } from "../arm64/tree.ts";

export interface Kernel {
  readonly name: string;
  readonly arch: Arch;
  /** The release of Debian that the kernel is from. */
  readonly suite: string;
}

/** What Debian calls it, how qemu starts it, and where its console is. */
const PROCESSORS = {
  arm64: {
    debian: "arm64",
    qemu: "qemu-system-aarch64",
    machine: ["-M", "virt", "-cpu", "cortex-a72"],
    tty: "ttyAMA0",
  },
  x64: { debian: "amd64", qemu: "qemu-system-x86_64", machine: ["-M", "q35", "-cpu", "max"], tty: "ttyS0" },
};
/** The libraries are those of one release, whatever the kernel: glibc 2.36. */
const LIBRARIES = { suite: "bookworm", packages: ["busybox-static", "libc6", "libgcc-s1", "libstdc++6", "util-linux"] };
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const DEBIAN_PACKAGES = ["qemu-system-arm", "qemu-system-x86", "cpio", "debian-archive-keyring"];

/** Where qemu is, or why it is not. */
export async function ensureMachine(arch: Arch) {
  const find = () => (which("cpio") && which("apt-get") ? which(PROCESSORS[arch].qemu) : undefined);
  return findOrInstall(PROCESSORS[arch].qemu, DEBIAN_PACKAGES, "test:kernels", find);
}

/** Fetches packages, whose signatures apt checks, and unpacks them without installing anything. */
async function unpack(names: readonly string[], { arch, suite }: Omit<Kernel, "name">, folder: string): Promise<void> {
  const { debian } = PROCESSORS[arch];
  const apt = join(folder, ".apt");
  for (const path of ["lists/partial", "archives/partial", "debs"]) mkdirSync(join(apt, path), { recursive: true });
  writeFileSync(join(apt, "status"), "");
  writeFileSync(join(apt, "sources"), `deb [signed-by=${KEYRING}] http://deb.debian.org/debian ${suite} main\n`);
  const places = {
    State: apt,
    Cache: apt,
    "State::status": join(apt, "status"),
    "Etc::sourcelist": join(apt, "sources"),
  };
  const settings = [
    ...Object.entries({ ...places, "Etc::sourceparts": "-" }).map(([key, path]) => `Dir::${key}=${path}`),
  ];
  settings.push(`APT::Architecture=${debian}`, `APT::Architectures::=${debian}`, "APT::Sandbox::User=root");
  const options = settings.flatMap((setting) => ["-o", setting]);
  await mustRun("apt-get", [...options, "update"]);
  const wanted: string[] = [];
  for (const name of names) {
    // A name without a version depends on the one of the newest kernel.
    const { stdout } = await mustRun("apt-cache", [...options, "depends", name]);
    wanted.push(/^linux-image/.test(name) ? (/Depends: (linux-image\S+)/.exec(stdout)?.[1] ?? name) : name);
  }
  await mustRun("apt-get", [...options, "download", ...wanted], { cwd: join(apt, "debs") });
  for (const file of readdirSync(join(apt, "debs"))) await mustRun("dpkg-deb", ["-x", join(apt, "debs", file), folder]);
  rmSync(apt, { recursive: true });
}

/** Makes the initramfs, with our packages and what else the tree has; returns what qemu starts. */
export async function buildMachine(
  kernel: Kernel,
  tree: Tree,
  orders: unknown,
  otherCore: string | undefined,
  complete: (modules: string) => Promise<void>,
) {
  const folder = inRoot("build", "kernels", kernel.name);
  const [system, disk] = [join(folder, "system"), join(folder, "disk")];
  const image = `linux-image-cloud-${PROCESSORS[kernel.arch].debian}`;
  const stamp = join(folder, "unpacked");
  if (!isUpToDate(stamp, JSON.stringify([kernel, LIBRARIES]))) {
    rmSync(folder, { recursive: true, force: true });
    await unpack([image], kernel, join(folder, "kernel"));
    await unpack(LIBRARIES.packages, { arch: kernel.arch, suite: LIBRARIES.suite }, system);
    rmSync(join(system, "usr/share"), { recursive: true });
    writeStamp(stamp, JSON.stringify([kernel, LIBRARIES]));
  }
  const boot = join(folder, "kernel", "boot");
  const vmlinuz = readdirSync(boot).find((name) => name.startsWith("vmlinuz"));
  if (vmlinuz === undefined) throw new Failure(`${image} of ${kernel.suite} has no kernel in it`);
  rmSync(disk, { recursive: true, force: true });
  cpSync(system, disk, { recursive: true, verbatimSymlinks: true });
  copyPackages(tree);
  const isRuntime = (path: string) => /node_modules\/(node-linux-|@oven|\.)/.test(path.slice(tree.folder.length));
  cpSync(join(tree.folder, "node_modules"), join(disk, "node_modules"), {
    recursive: true,
    filter: (path) => !isRuntime(path),
  });
  await complete(join(disk, "node_modules"));
  cpSync(tree.node, join(disk, "bin/node"));
  cpSync(tree.bun, join(disk, "bin/bun"));
  if (otherCore !== undefined) cpSync(join(otherCore, "dist"), join(disk, "other-core"), { recursive: true });
  cpSync(inRoot("conformance/kernels/guest.mjs"), join(disk, "guest.mjs"));
  cpSync(inRoot("conformance/kernels/init.sh"), join(disk, "init"));
  chmodSync(join(disk, "init"), 0o755);
  writeFileSync(join(disk, "orders.json"), JSON.stringify(orders));
  const initramfs = join(folder, "initramfs");
  await mustRun("sh", ["-c", `find . | cpio --quiet -o -H newc > '${initramfs}'`], { cwd: disk });
  return { arch: kernel.arch, kernel: join(boot, vmlinuz), initramfs };
}

/** Starts it, and hears what the guest tells; ends it after so many milliseconds. Returns the last lines of its console. */
export async function runMachine(
  { arch, kernel, initramfs }: Awaited<ReturnType<typeof buildMachine>>,
  limitMs: number,
  hear: (what: string, value: unknown) => void,
): Promise<string> {
  const { qemu, machine, tty } = PROCESSORS[arch];
  const append = `console=${tty} quiet loglevel=3 panic=-1 rdinit=/init`;
  const size = ["-smp", "2", "-m", "3072", "-accel", "tcg,thread=multi", "-nic", "none", "-no-reboot"];
  const console = ["-display", "none", "-monitor", "none", "-serial", "stdio"];
  const start = ["-kernel", kernel, "-initrd", initramfs, "-append", append];
  const process = execa(qemu, [...machine, ...size, ...console, ...start], {
    ...{ stdin: "ignore", reject: false, all: true, buffer: false, timeout: limitMs, killSignal: "SIGKILL" },
  });
  const last: string[] = [];
  // What it has done so far, for whoever waits.
  const log = createWriteStream(join(dirname(initramfs), "console.log"));
  for await (const line of process.iterable({ from: "all" })) {
    log.write(`${line}\n`);
    const [, what, value] = /^@(\w+) (.*?)\r?$/.exec(line) ?? [];
    if (what !== undefined && value !== undefined) hear(what, JSON.parse(value));
    else if (last.push(line.trimEnd()) > 30) last.shift();
  }
  log.end();
  const { timedOut } = await process;
  return [...last, timedOut ? `it was ended after ${limitMs / 1_000} s` : ""].join("\n").trim();
}
