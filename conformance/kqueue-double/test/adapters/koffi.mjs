// The adapter, which workers and child processes import again.

import { opened } from "./koffi-backend.mjs";
import { adapterOverDouble } from "./over-the-double.mjs";

export const adapter = adapterOverDouble(opened, import.meta.url);
