import { errorClasses, interfaces, syscalls, trait } from "../../generated/conformance/contract.ts";

/** Functions of a backend besides the trait and the syscalls, which the suite must cover too. */
const functions = [
  "wake",
  "listenTcp",
  "connectTcp",
  "accept",
  "localAddress",
  "withKinds",
  "EventObject",
  "EventObject.decode",
  "OsPoller",
] as const;

/** Everything that the cases must cover, from the spec. */
export const contract = Object.freeze({ errorClasses, functions, interfaces, syscalls, trait });
