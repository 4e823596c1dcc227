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

  /** Calls with the poller, which is made at the first call, and again if its descriptors were closed from outside. */
  function withPoller<Result>(call: (poller: ThreadPoller) => Result): Result {
    if (made?.isLost === true) made = undefined;
    made ??= new ThreadPoller(setting);
    const poller = made;
    try {
      return call(poller);
    } catch (error) {
      if (!poller.isLost) throw error;
      made = new ThreadPoller(setting);
      return call(made);
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
