// @pollio/napi with an addon compiled from Darwin's table and linked to the double.

import { open } from "@pollio/napi/adapter";
import { buildAddon } from "../../build.mjs";
import { openedOverDouble } from "./over-the-double.mjs";

const addon = buildAddon();

export const opened = openedOverDouble("napi", (platform) => open(platform, addon));
