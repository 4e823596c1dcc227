// What recipes run in: a terminal, a stand-in for a pin, a server.
import { spawn } from "node:child_process";
import { chownSync, closeSync, mkdtempSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constants, sys } from "@pollio/koffi";
import { mustRun } from "../../../tools/lib/run.ts";
import { RUNTIME_ENV } from "../../../tools/lib/runtimes.ts";
import { ofPostgres } from "./needs.ts";
import type { Recipe } from "./table.ts";

const LIMIT_MS = 60_000;

interface Output {
  readonly lines: readonly string[];
  readonly stderr: string;
  readonly code: number | null;
}

/** What a test does to a running program. */
interface Control {
  write(text: string): void;
  end(): void;
}

/** Runs a program to its end in its place. */
export function run(words: readonly string[], place: Recipe["place"], env: NodeJS.ProcessEnv = {}): Promise<Output> {
  if (place === "terminal" || place === "interrupted") return runInTerminal(words, place === "interrupted");
  if (place === "gpio") return runBesidePin(words);
  return collect(words, "ignore", env);
}

/** `onLine` is called with each line as it comes. */
async function collect(
  words: readonly string[],
  stdin: number | "ignore" | "pipe",
  env: NodeJS.ProcessEnv = {},
  onLine: (line: string, child: Control) => void = () => {},
): Promise<Output> {
  const child = spawn(words[0]!, words.slice(1), {
    stdio: [stdin, "pipe", "pipe"],
    env: { ...process.env, ...RUNTIME_ENV, ...env, NO_COLOR: "1", FORCE_COLOR: undefined },
    timeout: LIMIT_MS,
    killSignal: "SIGKILL",
  });
  const lines: string[] = [];
  let [rest, stderr] = ["", ""];
  child.stdout!.setEncoding("utf8").on("data", (text: string) => {
    const parts = `${rest}${text}`.split("\n");
    rest = parts.pop()!;
    for (const line of parts) {
      lines.push(line);
      onLine(line, { write: (answer) => child.stdin?.write(answer), end: () => child.kill("SIGTERM") });
    }
  });
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve),
  );
  return { lines, stderr, code };
}

/** c_lflag, the fourth word of a struct termios (asm-generic/termbits.h). */
const LOCAL_FLAGS = 3;

/**
 * Types a key at the first line, and after each key that is read the next one; or sends SIGTERM. The terminal must be as it was
 * afterwards.
 */
async function runInTerminal(words: readonly string[], isInterrupted: boolean): Promise<Output> {
  const { O_NOCTTY, O_RDWR, TCGETS, TIOCGPTN, TIOCSPTLCK } = constants;
  const master = sys.open("/dev/ptmx", O_RDWR! | O_NOCTTY!);
  const number = new Int32Array(1);
  sys.ioctl(master, TIOCSPTLCK!, new Int32Array([0]));
  sys.ioctl(master, TIOCGPTN!, number);
  const slave = sys.open(`/dev/pts/${number[0]}`, O_RDWR! | O_NOCTTY!);
  const localFlags = (): number => {
    const termios = new Uint32Array(15);
    sys.ioctl(slave, TCGETS!, termios);
    return termios[LOCAL_FLAGS]!;
  };
  const before = localFlags();
  const keys = ["a", "\x1b[A", "q"];
  try {
    const output = await collect(words, slave, {}, (_, { end }) => {
      const key = keys.shift();
      if (isInterrupted) end();
      else if (key !== undefined) writeSync(master, key);
    });
    return localFlags() === before ? output : { ...output, stderr: "the terminal was not restored" };
  } finally {
    closeSync(slave);
    closeSync(master);
  }
}

/**
 * Attributes of sysfs are of kernfs, and so are the files of control groups: cgroup.events changes when the first process joins a group,
 * and when its last one ends. Both happen once the program has read the value, which it says by its first line.
 */
const PIN = `set -e
mount -t cgroup2 none "$0"
group="$0/pollio-$$"
mkdir "$group"
"$@" "$group/cgroup.events" 2 &
program=$!
read -r line
sleep 0.3 &
echo $! > "$group/cgroup.procs"
status=0
wait $program || status=$?
wait
rmdir "$group"
exit $status`;

async function runBesidePin(words: readonly string[]): Promise<Output> {
  const folder = mkdtempSync(join(tmpdir(), "pollio-pin-"));
  try {
    const command = ["unshare", "-m", "sh", "-c", PIN, folder, ...words];
    const output = await collect(command, "pipe", {}, (_, { write }) => write("\n"));
    // The rest of the value's lines.
    return { ...output, lines: output.lines.filter((line) => !line.startsWith("frozen")) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A server of our own on a unix socket, which root must start as somebody else. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  const asOwner = process.getuid?.() === 0 ? ["runuser", "-u", "postgres", "--"] : [];
  const control = async (program: string, ...args: string[]) => {
    const [command = "", ...rest] = [...asOwner, ofPostgres(program)!, "-D", join(folder, "data"), ...args];
    await mustRun(command, rest, { cwd: folder });
  };
  if (asOwner.length > 0) {
    const { output } = await mustRun("id", ["-u", "postgres"]);
    chownSync(folder, Number(output), -1);
  }
  await control("initdb", "-A", "trust", "-N", "-U", "postgres");
  const options = `-k ${folder} -c listen_addresses='' -c fsync=off`;
  await control("pg_ctl", "-w", "-l", join(folder, "log"), "-o", options, "start");
  return {
    env: { PGHOST: folder, PGUSER: "postgres", PGDATABASE: "postgres" },
    async stop() {
      await control("pg_ctl", "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
