/** The shared library that has Darwin's syscalls: its path. */
export function buildLibrary(options?: { variadicsOnStack?: boolean }): string;

/** The addon of @pollio/napi, compiled from Darwin's table and linked to the library: its path. */
export function buildAddon(): string;
