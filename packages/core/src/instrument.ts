import type { BackendModule } from "./backend-module.ts";
import { createModule } from "./module.ts";
import type { Backend, UnsupportedBackend } from "./seam.ts";

/** Called at each wait with where the kernel's memory is and how many events there is room for. */
export type WaitObserver = (address: number, capacity: number) => void;

/** The same module, whose pollers report each wait: for the proof that one buffer is used again and again. */
export function instrumented(backend: Backend | UnsupportedBackend, observer: WaitObserver): BackendModule {
  if (backend.os === "unsupported") return createModule(backend);
  const { raw, address } = backend as Backend;
  return createModule({
    ...(backend as Backend),
    raw: {
      ...raw,
      bind_epoll_wait(epfd, events, maxevents) {
        const fetch = raw.bind_epoll_wait(epfd, events, maxevents);
        return (timeout) => {
          observer(address(events), maxevents);
          return fetch(timeout);
        };
      },
      bind_kevent(kq, changes, events, timeout) {
        const call = raw.bind_kevent(kq, changes, events, timeout);
        return (nchanges, nevents) => {
          if (nchanges === 0 && nevents > 0) observer(address(events), nevents);
          return call(nchanges, nevents);
        };
      },
      epoll_pwait2(epfd, events, maxevents, timeout) {
        observer(address(events), maxevents);
        return raw.epoll_pwait2(epfd, events, maxevents, timeout);
      },
    },
  });
}
