// The echo server with a planted fault, which LOAD_FAULT names: wrong-server.ts <backend> <host> <port>.
import { writeSync } from "node:fs";
import { type Pollio, serve } from "../../examples/echo-server.ts";

const [name = "", host = "", port = ""] = process.argv.slice(2);
const pollio: Pollio = await import(`@pollio/${name}`);
const { sys } = pollio;
let calls = 0;

const withSys = (fault: Partial<Pollio["sys"]>): Partial<Pollio> => ({ sys: { ...sys, ...fault } });

class Forgetful extends pollio.OsPoller {
  override add(...registration: Parameters<InstanceType<Pollio["OsPoller"]>["add"]>): void {
    if (++calls % 500 !== 0) super.add(...registration);
  }

  override delete(fd: number): void {
    if (this.has(fd)) super.delete(fd);
  }
}

/** Each happens once in many calls. */
const FAULTS: Readonly<Record<string, Partial<Pollio>>> = {
  "one byte in millions is another": withSys({
    write(fd, bytes) {
      if (++calls % 2_000 === 0) (bytes as Uint8Array)[0]! ^= 1;
      return sys.write(fd, bytes);
    },
  }),
  "a short write passes for a whole one": withSys({
    write(fd, bytes) {
      if (++calls % 2_000 !== 0) return sys.write(fd, bytes);
      return sys.write(fd, (bytes as Uint8Array).subarray(0, 1)) < 0 ? 0 : bytes.length;
    },
  }),
  "a client is forgotten": { OsPoller: Forgetful as Pollio["OsPoller"] },
  "a connection is never closed": withSys({ close: (fd) => (++calls % 1_000 === 0 ? 0 : sys.close(fd)) }),
};

const fault = FAULTS[process.env.LOAD_FAULT ?? ""];
if (fault === undefined) throw new Error(`LOAD_FAULT is none of ${Object.keys(FAULTS).join(", ")}`);
process.on("SIGINT", () => {});
await serve(
  { ...pollio, ...fault },
  { host, port: Number(port), listening: (at) => writeSync(1, `${JSON.stringify(at)}\n`) },
);
