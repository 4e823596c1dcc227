import { errorClasses, functions, interfaces, syscalls, trait } from "../../generated/conformance/contract.ts";

/** Everything that the cases must cover, from the spec. */
export const contract = Object.freeze({ errorClasses, functions, interfaces, syscalls, trait });
