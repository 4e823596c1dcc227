import { adapter } from "../adapters/koffi.mjs";
import { suiteOverDouble } from "../support/over-the-double.ts";

suiteOverDouble("koffi", adapter);
