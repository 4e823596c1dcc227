// The model: everything that is emitted follows from it alone.

import type { Source } from "../../../spec-tools/source.ts";
import type { EventKinds } from "../schema/event-kinds.ts";
import type { Platform } from "../schema/platform.ts";
import type { Poller } from "../schema/poller.ts";
import { type EncodingModel, encodingModel, type KindModel, kindModels, type Vector, vectorModels } from "./kinds.ts";
import { type PlatformModel, platformModel } from "./platforms.ts";
import { type PollerModel, pollerModel } from "./poller.ts";
import { type SysModel, sysModel } from "./sys.ts";

export interface Spec {
  readonly eventKinds: EventKinds;
  readonly poller: Poller;
  readonly platforms: readonly { readonly spec: Platform; readonly source: Source }[];
}

export interface Model {
  readonly encoding: EncodingModel;
  readonly kinds: readonly KindModel[];
  readonly vectors: readonly Vector[];
  readonly poller: PollerModel;
  readonly platforms: readonly PlatformModel[];
  readonly sys: SysModel;
}

export function buildModel(spec: Spec): Model {
  const encoding = encodingModel(spec.eventKinds.encoding);
  const kinds = kindModels(spec.eventKinds);
  const platforms = spec.platforms.map((platform) => platformModel(platform.spec, platform.source));
  return {
    encoding,
    kinds,
    vectors: vectorModels(kinds, encoding),
    poller: pollerModel(spec.poller),
    platforms,
    sys: sysModel(platforms),
  };
}
