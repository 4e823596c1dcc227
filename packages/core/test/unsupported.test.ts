import { expect, test } from "vitest";
import { createModule } from "../src/backend/module.ts";
import { openBackend } from "../src/backend/seam.ts";

const never = (): never => expect.unreachable("the library must not be opened");

test.each([
  ["sunos", "x64"],
  ["linux", "s390x"],
])("on %s and %s importing works and using the kernel says what is supported", (os, arch) => {
  const module = createModule(openBackend("koffi", never, { os, arch }));
  expect(module.backend.os).toBe("unsupported");
  expect(module.EventObject.server(7).encode()).toBe(7 * 256 + 1);
  const refusal = new RegExp(`${os} on ${arch}; it supports linux on x64`);
  expect(() => new module.OsPoller()).toThrow(refusal);
  expect(() => module.sys.close(0)).toThrow(refusal);
  expect(() => module.wake(null as never)).toThrow(refusal);
  expect(() => -module.errno.EAGAIN).toThrow(refusal);
  expect(() => module.constants.AF_INET).toThrow(refusal);
  expect(() => module.listenTcp({})).toThrow(refusal);
  expect(() => new (module.withKinds({ Own: 64 }).OsPoller)()).toThrow(refusal);
});
