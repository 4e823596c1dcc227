// What the suite takes, and imports again in workers and children.

import { opened } from "./napi-backend.mjs";
import { adapterOverDouble } from "./over-the-double.mjs";

export const adapter = adapterOverDouble(opened, import.meta.url);
