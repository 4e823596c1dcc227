// The exports on a system that the spec does not describe.

import type { BackendModule } from "./backend-module.ts";
import { PollerError } from "./errors.ts";
import { refusingModule } from "./refusing.ts";
import type { UnsupportedBackend } from "./seam.ts";

export function unsupportedModule({ name, os, arch, reason }: UnsupportedBackend): BackendModule {
  return refusingModule({ name, os, arch }, () => {
    throw new PollerError("ERR_UNSUPPORTED_PLATFORM", reason);
  });
}
