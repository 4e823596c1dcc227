// npm run soak: random sequences against the model, for as long as is asked for, each backend in its own runtime. Every round takes another
// seed. `npm run soak -- --minutes 10 --sequences 5000 --seed 1 --only napi`; with --load, thousands of clients instead (load.ts); with
// --faults, system calls that fail (faults.ts); with --ends, wakes and the ends of threads and processes (ends.ts).

import { command, integer, oneOf, parse } from "../../tools/lib/arguments.ts";
import { bold, dim, say } from "../../tools/lib/say.ts";
import { report, SUBJECTS, type Subject, searchIn } from "../model/backends.ts";
import { number, record } from "../reliability/record.ts";
import { soakEnds } from "./ends.ts";
import { soakFaults } from "./faults.ts";
import { soakLoad } from "./load.ts";

/** Sequences of a round of each backend. */
const SEQUENCES = 20_000;
/** Seeds are integers of 32 bits. */
const MAX_SEED = 0x7fffffff;

const ABOUT = `Runs random sequences of every backend against the model (conformance/model), each in its own runtime, or thousands of clients
against the echo server of every backend, or makes each system call of every backend fail, or tries wakes and ends of threads and processes.
What fails is printed with its seed.`;

interface Options {
  readonly minutes: number;
  readonly sequences: number;
  readonly seed: number;
  readonly only?: string;
  readonly load?: true;
  readonly faults?: true;
  readonly ends?: true;
}

function options(args: readonly string[]) {
  const names = SUBJECTS.map(({ name }) => name);
  return parse<Options>(
    command("npm run soak", ABOUT, "0 nothing was wrong, 1 something was, 2 wrong usage")
      .option("--minutes <n>", "for so long, round after round; 0 is one round", integer("minutes", 0, 100_000), 0)
      .option("--sequences <n>", "of a round, for each backend", integer("sequences", 1, MAX_SEED), SEQUENCES)
      .option("--seed <n>", "of the first round", integer("seed", 0, MAX_SEED), Date.now() & MAX_SEED)
      .option("--only <name>", `only this one: ${names.join(", ")}`, oneOf("only", names))
      .option("--load", "clients instead of sequences")
      .option("--faults", "system calls that fail instead of sequences")
      .option("--ends", "wakes and ends instead of sequences"),
    args,
  );
}

export async function main(args: readonly string[]): Promise<number> {
  const { minutes, sequences, seed, only, load, faults, ends } = options(args);
  if (ends) return soakEnds(minutes, only);
  if (load) return soakLoad(minutes, seed, only);
  if (faults) return soakFaults(minutes, seed, only);
  const end = Date.now() + minutes * 60_000;
  const subjects = SUBJECTS.filter(({ name }) => only === undefined || name === only);
  const names = subjects.map(({ name }) => name).join(", ");
  let ran = 0;
  const finish = (differences: number) =>
    record("soak-sequences", {
      tried: `${number(ran)} sequences with ${names}`,
      came: `${differences} differences from the manual pages`,
    });
  for (let round = 0; round === 0 || Date.now() < end; round++) {
    for (const [index, subject] of subjects.entries()) {
      // Without minutes, a whole round; otherwise those that are left share what is left.
      const left = minutes === 0 ? Number.POSITIVE_INFINITY : (end - Date.now()) / 1000 / (subjects.length - index);
      if (left <= 0) break;
      const searched = await searchedOnce(subject, sequences, (seed + round) & MAX_SEED, left);
      ran += searched.ran;
      if (searched.text === undefined) continue;
      finish(1);
      say(`\n${searched.text}`);
      say(`\n${bold("soak")} 1 difference after ${ran.toLocaleString("en")} sequences`);
      return 1;
    }
  }
  finish(0);
  say(`${bold("soak")} no difference in ${ran.toLocaleString("en")} sequences`);
  return 0;
}

async function searchedOnce(
  subject: Subject,
  count: number,
  seed: number,
  seconds: number,
): Promise<{ readonly ran: number; readonly text: string | undefined }> {
  const start = Date.now();
  const searched = await searchIn(subject, { count, seed, seconds });
  const took = ((Date.now() - start) / 1000).toFixed(1);
  const numbers = `${searched.ran.toLocaleString("en")} sequences in ${took} s`;
  say(`${subject.name} ${dim(`(${subject.runtime}, seed ${seed})`)} ${numbers}`);
  return { ran: searched.ran, text: report(subject, searched) };
}
