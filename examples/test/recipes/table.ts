// The programs of examples/recipes, what each needs, and what it prints.
import { which } from "../../../tools/lib/run.ts";
import { ofPostgres } from "./needs.ts";

export interface Recipe {
  /** The page in docs/recipes, which shows `files`. */
  readonly page: string;
  readonly files: readonly string[];
  /** The program that is run, with its arguments. */
  readonly command: readonly string[];
  /** The lines that it must print, in any order where `unordered`. */
  readonly prints: readonly (string | RegExp)[];
  readonly unordered?: boolean;
  readonly needs?: readonly Need[];
  readonly root?: true;
  /** What is around the program: a terminal at its stdin, the stand-in for a pin, a server in its environment. */
  readonly place?: "terminal" | "interrupted" | "gpio" | "postgres";
  /** Its exit code; 0 if it is left out. */
  readonly code?: number;
}

/** A package, and how to see that it is there: a library that loads, or a program that is found. */
export type Need = { readonly package: string } & (
  | { readonly library: string; readonly program?: undefined }
  | { readonly library?: undefined; readonly program: () => string | undefined }
);

const LIBPQ: Need = { package: "libpq5", library: "libpq.so.5" };
const POSTGRES: Need = { package: "postgresql", program: () => ofPostgres("initdb") };
const LIBCURL: Need = { package: "libcurl4", library: "libcurl.so.4" };
const LIBZMQ: Need = { package: "libzmq5", library: "libzmq.so.5" };

const FROM_POSTGRES = [
  "three queries of 0.5 s at once: 0 1 2 in time",
  "a result of 3000000 bytes",
  /^ERROR: +division by zero$/,
  "LISTEN heard",
];
const FROM_CURL = ["20 of 20 transfers of 200 ms, at once", "missing: 404", "libcurl: Couldn't connect to server"];
const FROM_ZEROMQ = ["1000 of 1000 answers", "5000 of 5000 messages in order"];

export const RECIPES: readonly Recipe[] = [
  {
    page: "libpq",
    files: ["libpq.mjs", "libpq-demo.mjs"],
    command: ["libpq-demo.mjs"],
    prints: FROM_POSTGRES,
    needs: [LIBPQ, POSTGRES],
    place: "postgres",
  },
  {
    page: "libpq",
    files: [],
    command: ["libpq-demo.mjs", "worker"],
    prints: FROM_POSTGRES,
    needs: [LIBPQ, POSTGRES],
    place: "postgres",
  },
  {
    page: "libcurl",
    files: ["libcurl.mjs", "libcurl-demo.mjs"],
    command: ["libcurl-demo.mjs"],
    prints: FROM_CURL,
    needs: [LIBCURL],
  },
  {
    page: "zeromq",
    files: ["zeromq.mjs", "zeromq-demo.mjs"],
    command: ["zeromq-demo.mjs"],
    prints: FROM_ZEROMQ,
    needs: [LIBZMQ],
  },
  {
    page: "README",
    files: ["together.mjs"],
    command: ["together.mjs"],
    prints: [...FROM_POSTGRES, ...FROM_CURL, ...FROM_ZEROMQ, "all three are done"],
    unordered: true,
    needs: [LIBPQ, POSTGRES, LIBCURL, LIBZMQ],
    place: "postgres",
  },
  {
    page: "pty",
    files: ["pty.mjs"],
    command: ["pty.mjs"],
    prints: ["the window has 43 rows and 132 columns", "Ctrl-C ended the sleep", "the shell ended with 3"],
  },
  {
    page: "serial",
    files: ["serial.mjs", "serial-demo.mjs"],
    command: ["serial-demo.mjs"],
    prints: ["the modem says OK", "sent 300000 bytes", "9600 baud from now on", "unplugged: true"],
  },
  {
    page: "timerfd",
    files: ["timerfd.mjs"],
    command: ["timerfd.mjs"],
    prints: ["100 ticks of 0.5 ms took 50 ms or more"],
  },
  {
    page: "inotify",
    files: ["inotify.mjs"],
    command: ["inotify.mjs"],
    prints: ["written draft", "renamed to final (the same file)", "deleted final"],
  },
  {
    page: "pidfd",
    files: ["pidfd.mjs"],
    command: ["pidfd.mjs"],
    prints: ["ended within 20 ms: false", "ended: true", "ended before we asked: true"],
  },
  {
    page: "netlink",
    files: ["netlink.mjs"],
    command: ["netlink.mjs"],
    prints: ["new address 127.77.0.1", "gone 127.77.0.1"],
    needs: [{ package: "iproute2", program: () => which("ip") }],
    root: true,
  },
  {
    page: "pressure",
    files: ["pressure.mjs"],
    command: ["pressure.mjs"],
    prints: ["programs wait for processors"],
    root: true,
  },
  {
    page: "gpio",
    files: ["gpio.mjs"],
    command: ["gpio.mjs"],
    prints: [/^now populated 0/, /^changed to populated 1/, /^changed to populated 0/],
    root: true,
    place: "gpio",
  },
  {
    page: "pass-descriptor",
    files: ["pass-descriptor.mjs"],
    command: ["pass-descriptor.mjs"],
    prints: ["received a file with 1 descriptor", "read through a descriptor that was passed"],
  },
  {
    page: "tty",
    files: ["tty.mjs"],
    command: ["tty.mjs"],
    prints: ["press keys, and q to end", 'read "a"', 'read "\\u001b[A"', 'read "q"'],
    place: "terminal",
  },
  {
    page: "tty",
    files: [],
    command: ["tty.mjs"],
    prints: ["press keys, and q to end"],
    place: "interrupted",
    code: 143,
  },
];
