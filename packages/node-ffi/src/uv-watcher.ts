// Watching a descriptor from Node's event loop.

import type { UvPoll, WaitHost, Watch } from "@pollio/core/backend";
import { loopRefusal, uvWatch } from "@pollio/core/backend";
import type { NodeFfi } from "./ffi.ts";
import { openUv, type Uv } from "./uv.ts";

/** libuv is opened when the first watcher is armed, so a program that never waits pays nothing. */
export function libuvWatch(ffi: NodeFfi, host: WaitHost): Watch {
  const { platform } = host;
  /** What libuv's calls are for, by handle. */
  const polled = new Map<bigint, () => void>();
  let uv: Uv | undefined;
  const opened = (): Uv => {
    uv ??= openUv(ffi, platform, (handle) => polled.get(handle)?.());
    return uv;
  };
  return uvWatch({
    platform,
    refusal: loopRefusal(host, () => opened().backendFd),
    open(fd, onPolled) {
      const handle = opened().open(fd);
      if (typeof handle === "number") return handle;
      polled.set(handle, onPolled);
      return poll(opened(), handle, () => polled.delete(handle));
    },
  });
}

function poll(uv: Uv, handle: bigint, forget: () => void): UvPoll {
  return {
    start: () => uv.start(handle),
    stop: () => uv.stop(handle),
    close() {
      forget();
      uv.close(handle);
    },
    ref: () => uv.ref(handle),
    unref: () => uv.unref(handle),
  };
}
