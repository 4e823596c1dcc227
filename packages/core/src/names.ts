// Names of numbers, for messages and logs: errnoName, readinessNames.

import { Readiness } from "../../../generated/core/flags.ts";
import type { Functions } from "../../../generated/core/interfaces.ts";
import { checkInteger } from "./arguments/checks.ts";
import { errnoName } from "./arguments/errors.ts";
import type { Platform } from "./backend/seam.ts";

/** A result is a C int or a length. */
const LEAST_RESULT = -2147483648;

export function createErrnoName({ errno }: Platform): Functions["errnoName"] {
  return (result) => {
    checkInteger(result, "result", LEAST_RESULT, Number.MAX_SAFE_INTEGER);
    return result < 0 ? errnoName(errno, -result) : "";
  };
}

const FLAGS = Object.entries(Readiness).sort(([, one], [, other]) => one - other);
const ALL_FLAGS = FLAGS.reduce((sum, [, flag]) => sum | flag, 0);

export function readinessNames(flags: number): string[] {
  checkInteger(flags, "flags", 0, ALL_FLAGS);
  return FLAGS.filter(([, flag]) => (flags & flag) !== 0).map(([name]) => name);
}
