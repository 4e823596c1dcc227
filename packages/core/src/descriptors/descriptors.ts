// Waiting for one descriptor: ready, readable, writable, watch, release.

import { Interest } from "../../../../generated/core/flags.ts";
import type { Functions, ReadyOptions, Watch, WatchOptions } from "../../../../generated/core/interfaces.ts";
import { checkDescriptor, ownOptions } from "../arguments/checks.ts";
import { typeError } from "../arguments/errors.ts";
import { checkTimeout } from "../arguments/options.ts";
import { checkInterest, checkTrigger } from "../arguments/registration.ts";
import { checkedSignal } from "../arguments/signal.ts";
import type { PollerSetting } from "../poller/poller.ts";
import { ThreadPoller } from "./thread-poller.ts";

/** The functions of this file. */
export type Descriptors = Pick<Functions, "ready" | "readable" | "writable" | "watch" | "release">;

export function createDescriptors(setting: PollerSetting): Descriptors {
  let made: ThreadPoller | undefined;

  /** Made at the first call, and again if its descriptors were closed from outside. */
  function current(): ThreadPoller {
    if (made === undefined || made.isLost) made = new ThreadPoller(setting);
    return made;
  }

  /** The call may be what finds out that the poller is lost. */
  function withPoller<Result>(call: (poller: ThreadPoller) => Result): Result {
    const first = current();
    try {
      return call(first);
    } catch (error) {
      if (!first.isLost) throw error;
      return call(current());
    }
  }

  function wait(
    fd: number,
    options: ReadyOptions | undefined,
    keys: readonly (keyof ReadyOptions)[],
    usual: number,
  ): Promise<number> {
    try {
      checkDescriptor(fd, "fd");
      const own: ReadyOptions = options === undefined ? {} : ownOptions(options, "options", keys);
      const { interest = usual, signal, timeoutMs = -1 } = own;
      checkInterest(interest, "options.interest");
      const timeout = checkTimeout(timeoutMs);
      const checked = checkedSignal(signal);
      if (checked?.aborted === true) throw checked.reason;
      return withPoller((poller) => poller.wait({ fd, interest, signal: checked }, timeout));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  return {
    ready: (fd, options) => wait(fd, options, ["interest", "signal", "timeoutMs"], Interest.Readable),
    readable: (fd, options) => wait(fd, options, ["signal", "timeoutMs"], Interest.Readable),
    writable: (fd, options) => wait(fd, options, ["signal", "timeoutMs"], Interest.Writable),
    watch(fd: number, callback: (readiness: number, fd: number) => void, options: WatchOptions = {}): Watch {
      checkDescriptor(fd, "fd");
      if (typeof callback !== "function") throw typeError("callback", "a function", callback);
      const own = ownOptions(options, "options", ["interest", "trigger", "signal"]);
      const { interest = Interest.Readable, trigger = "level", signal } = own;
      checkInterest(interest, "options.interest");
      checkTrigger(trigger);
      const checked = checkedSignal(signal);
      if (checked?.aborted === true) throw checked.reason;
      return withPoller((poller) => poller.watch({ fd, interest, signal: checked }, trigger, callback));
    },
    release(fd) {
      checkDescriptor(fd, "fd");
      made?.release(fd);
    },
  };
}
