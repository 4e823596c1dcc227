import which_ from "which";

/** Where PATH has a program, or undefined. */
export function which(name: string, path: string = process.env.PATH ?? ""): string | undefined {
  return which_.sync(name, { path, nothrow: true }) ?? undefined;
}
