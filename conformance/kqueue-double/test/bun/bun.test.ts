import { adapter } from "../adapters/bun.mjs";
import { suiteOverDouble } from "../support/over-the-double.ts";

suiteOverDouble("bun", adapter);
