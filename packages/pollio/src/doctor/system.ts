// Facts about this machine.

import { existsSync, readFileSync } from "node:fs";
import { arch, platform, release } from "node:os";
import { runProgram } from "../child.ts";
import { loadedLibraries } from "./libraries.ts";

export interface SystemFacts {
  readonly platform: string;
  readonly release: string;
  readonly arch: string;
  /** "glibc 2.36", "musl", or undefined on other systems than Linux. */
  readonly libc: string | undefined;
  readonly limits: Limits;
}

/** Limits of this process; "unlimited" or a number, as the shell prints them. */
export interface Limits {
  /** How many descriptors may be open, and how far this limit can be raised. */
  readonly descriptors: { readonly soft: string; readonly hard: string } | undefined;
  /** How many registrations a user may have in all epoll instances together; epoll(7). */
  readonly epollWatches: number | undefined;
}

export async function systemFacts(): Promise<SystemFacts> {
  const limits = { descriptors: await descriptorLimits(), epollWatches: epollWatches() };
  return { platform: platform(), release: release(), arch: arch(), libc: await libc(), limits };
}

async function libc(): Promise<string | undefined> {
  if (platform() !== "linux") return undefined;
  const glibc = reportedGlibc();
  if (glibc !== undefined) return `glibc ${glibc}`;
  const libraries = loadedLibraries();
  if (libraries.some((path) => /\/(ld-musl-|libc\.musl-)/.test(path))) return "musl";
  return libraries.some((path) => path.endsWith("/libc.so.6")) ? await configuredGlibc() : undefined;
}

/** "glibc 2.36", as getconf(1) prints it, or "glibc". */
async function configuredGlibc(): Promise<string> {
  const ended = await runProgram("getconf", ["GNU_LIBC_VERSION"], 5_000).catch(() => undefined);
  return /^glibc [\d.]+$/m.exec(ended?.stdout ?? "")?.[0] ?? "glibc";
}

function reportedGlibc(): string | undefined {
  const { report, versions } = process as {
    report?: { excludeNetwork?: boolean; getReport(): object };
    versions: object;
  };
  // Deno reports one and the same version on every machine.
  if (report === undefined || "deno" in versions) return undefined;
  // Else the report resolves the names of all connections.
  report.excludeNetwork = true;
  const { header } = report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime;
}

async function descriptorLimits(): Promise<Limits["descriptors"]> {
  try {
    const { code, stdout } = await runProgram("sh", ["-c", "ulimit -S -n && ulimit -H -n"], 5_000);
    const [soft, hard] = stdout.trim().split("\n");
    return code === 0 && soft && hard ? { soft, hard } : undefined;
  } catch {
    return undefined; // no shell
  }
}

function epollWatches(): number | undefined {
  const path = "/proc/sys/fs/epoll/max_user_watches";
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : undefined;
}
