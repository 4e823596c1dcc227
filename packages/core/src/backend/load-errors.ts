// Why a backend cannot be loaded.

/** The error of a backend whose library cannot be opened. The first use of the backend throws a PollerError with it as cause. */
export function loadError(message: string, cause: unknown): Error & { readonly code: string } {
  return Object.assign(new Error(message, { cause }), { code: "ERR_NO_BACKEND" });
}

/** Node's permission model, https://nodejs.org/api/permissions.html; absent if it is not in use. */
interface MaybePermission {
  readonly permission?: { has(scope: string, reference?: string): boolean };
}

/** What to do about Node's refusal to load any addon; undefined for any other error. */
export function addonsRefused(error: unknown): string | undefined {
  if ((error as { code?: unknown } | null)?.code !== "ERR_DLOPEN_DISABLED") return undefined;
  return (process as MaybePermission).permission === undefined
    ? "This process loads no addons because of --no-addons: run it without that flag"
    : "This process runs with --permission: add --allow-addons";
}

/** Whether Node's permission model forbids reading a file, which then seems not to exist. */
export function readingRefused(path: string): boolean {
  const { permission } = process as MaybePermission;
  return permission !== undefined && !permission.has("fs.read", path);
}
