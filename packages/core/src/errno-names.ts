import { platforms } from "../../../generated/core/platforms.ts";

const names = new Map<number, string>();
for (const [name, value] of Object.entries(platforms[process.platform]?.errno ?? {})) names.set(value, name);

/** The name of a positive error number on this operating system. */
export function errnoName(errno: number): string {
  return names.get(errno) ?? `ERRNO_${errno}`;
}
