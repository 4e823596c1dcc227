export type {
  Adapter,
  BackendModule,
  Bytes,
  Capabilities,
  ConnectOptions,
  EventObjectConstructor,
  KindModule,
  ListenOptions,
  Poller,
  PollerErrorLike,
  PollerOptions,
  SysLike,
} from "./adapter.ts";
export type { Case, Need } from "./case.ts";
export { allCases } from "./cases/index.ts";
export { contract } from "./contract.ts";
export { type NotProvable, type SuiteOptions, type SuiteReport, suite, type Test } from "./suite.ts";
