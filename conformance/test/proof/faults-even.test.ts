import { testFaults, testSoundBackend } from "./faults.ts";

testSoundBackend();
testFaults(0);
