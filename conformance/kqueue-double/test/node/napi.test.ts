import { adapter } from "../adapters/napi.mjs";
import { suiteOverDouble } from "../support/over-the-double.ts";

suiteOverDouble("napi", adapter);
