import { createModule } from "@pollio/core/backend";
import { opened } from "./backend.ts";

export * from "@pollio/core";

const module = createModule(opened);

export const OsPoller = module.OsPoller;
export type OsPoller = InstanceType<typeof OsPoller>;
export const {
  errno,
  constants,
  sys,
  wake,
  eventLoopTurn,
  ready,
  readable,
  writable,
  watch,
  release,
  listenTcp,
  connectTcp,
  bindUdp,
  accept,
  localAddress,
  remoteAddress,
  encodeAddress,
  decodeAddress,
  socketError,
  errnoName,
  readinessNames,
  pipe,
  socketPair,
  withKinds,
  backend,
} = module;
