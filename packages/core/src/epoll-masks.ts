// Between the flags of the interface and epoll's (epoll_ctl(2)). The raw mask goes no further than this file.

import { Interest, Readiness, TRIGGERS, type Trigger } from "../../../generated/core/flags.ts";
import type { Registration } from "../../../generated/core/interfaces.ts";
import { linux } from "../../../generated/core/linux.ts";
import { checkOptions } from "./checks.ts";
import { rangeError, typeError } from "./errors.ts";

const { EPOLLIN, EPOLLOUT, EPOLLPRI, EPOLLERR, EPOLLHUP, EPOLLRDHUP, EPOLLET, EPOLLONESHOT } = linux.constants;

const ALL_INTERESTS = Interest.Readable | Interest.Writable | Interest.Priority;

/** Readable and level: readable asks for the peer's half-close too. */
export const DEFAULT_MASK = EPOLLIN | EPOLLRDHUP;

export function maskOf(options: Registration): number {
  checkOptions(options, "options", ["interest", "trigger"]);
  const { interest = Interest.Readable, trigger = "level" } = options;
  return interestMask(interest) | triggerMask(trigger);
}

function interestMask(interest: number): number {
  const expected = `flags of Interest, from 1 to ${ALL_INTERESTS}`;
  if (typeof interest !== "number") throw typeError("options.interest", expected, interest);
  if (!Number.isInteger(interest) || interest < 1 || interest > ALL_INTERESTS) {
    throw rangeError("options.interest", expected, interest);
  }
  return (
    ((interest & Interest.Readable) !== 0 ? DEFAULT_MASK : 0) |
    ((interest & Interest.Writable) !== 0 ? EPOLLOUT : 0) |
    ((interest & Interest.Priority) !== 0 ? EPOLLPRI : 0)
  );
}

function triggerMask(trigger: Trigger): number {
  switch (trigger) {
    case "level":
      return 0;
    case "edge":
      return EPOLLET;
    case "oneshot":
      return EPOLLONESHOT;
    case "edge-oneshot":
      return EPOLLET | EPOLLONESHOT;
    default: {
      const expected = `one of ${TRIGGERS.map((name) => `"${name}"`).join(", ")}`;
      throw typeof trigger === "string"
        ? rangeError("options.trigger", expected, trigger)
        : typeError("options.trigger", expected, trigger);
    }
  }
}

/** What an epoll mask means. A hang-up ends both directions; an error alone or with OUT means that a write fails. */
export function readinessOf(mask: number): number {
  let readiness = 0;
  if ((mask & EPOLLIN) !== 0) readiness |= Readiness.Readable;
  if ((mask & EPOLLOUT) !== 0) readiness |= Readiness.Writable;
  if ((mask & EPOLLPRI) !== 0) readiness |= Readiness.Priority;
  if ((mask & EPOLLRDHUP) !== 0) readiness |= Readiness.ReadClosed;
  if ((mask & EPOLLHUP) !== 0) readiness |= Readiness.Readable | Readiness.ReadClosed | Readiness.WriteClosed;
  if ((mask & EPOLLERR) !== 0) {
    readiness |= Readiness.Error;
    if (mask === EPOLLERR || (mask & EPOLLOUT) !== 0) readiness |= Readiness.WriteClosed;
  }
  return readiness;
}
