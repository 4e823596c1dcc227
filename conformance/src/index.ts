export type {
  Adapter,
  BackendModule,
  BindOptions,
  Bytes,
  Capabilities,
  ConnectOptions,
  EventObjectConstructor,
  JudgedModule,
  KindModule,
  ListenOptions,
  Poller,
  PollerErrorLike,
  PollerOptions,
  SocketAddress,
  SysLike,
  SystemMember,
} from "./adapter.ts";
export { SYSTEM_MEMBERS } from "./adapter.ts";
export type { Case, Need } from "./case.ts";
export { allCases } from "./cases/index.ts";
export { type CompleteAdapter, complete } from "./complete.ts";
export { contract } from "./contract.ts";
export type { Listed } from "./declared.ts";
export { type NotRun, type SuiteOptions, type SuiteReport, suite, type Test } from "./suite.ts";
