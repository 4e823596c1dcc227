// The facade as the conformance suite takes it; plain JavaScript, because the suite's workers import it again.
import * as module from "pollio";

export const adapter = { name: "pollio", module, url: import.meta.url };
