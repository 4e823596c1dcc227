// npm run soak: random sequences against the model, for as long as is asked for, each backend in its own runtime. Every round takes another
// seed. `npm run soak -- --minutes 10 --sequences 5000 --seed 1 --only napi`; with --load, thousands of clients instead (load.ts).

import { parseArgs } from "node:util";
import { Failure } from "../../tools/lib/failure.ts";
import { bold, dim, say } from "../../tools/lib/say.ts";
import { report, SUBJECTS, type Subject, searchIn } from "../model/backends.ts";
import { soakLoad } from "./load.ts";

/** Sequences of a round of each backend. */
const SEQUENCES = 20_000;
/** Seeds are integers of 32 bits. */
const MAX_SEED = 0x7fffffff;

const USAGE = "npm run soak -- [--minutes <n>] [--sequences <n>] [--seed <n>] [--only <backend>] [--load]";

export async function main(args: readonly string[]): Promise<number> {
  const { minutes, sequences, seed, only, load } = options(args);
  if (load) return soakLoad(minutes, seed, only);
  const end = Date.now() + minutes * 60_000;
  const subjects = SUBJECTS.filter(({ name }) => only === undefined || name === only);
  if (subjects.length === 0) throw new Failure(`'${only}' is none of ${SUBJECTS.map(({ name }) => name).join(", ")}`);
  let ran = 0;
  for (let round = 0; round === 0 || Date.now() < end; round++) {
    for (const [index, subject] of subjects.entries()) {
      // Without minutes, a whole round; otherwise those that are left share what is left.
      const left = minutes === 0 ? Number.POSITIVE_INFINITY : (end - Date.now()) / 1000 / (subjects.length - index);
      if (left <= 0) break;
      const searched = await searchedOnce(subject, sequences, (seed + round) & MAX_SEED, left);
      ran += searched.ran;
      if (searched.text === undefined) continue;
      say(`\n${searched.text}`);
      say(`\n${bold("soak")} 1 difference after ${ran.toLocaleString("en")} sequences`);
      return 1;
    }
  }
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

function options(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: "string", default: "0" },
        sequences: { type: "string", default: String(SEQUENCES) },
        seed: { type: "string", default: String(Date.now() & MAX_SEED) },
        only: { type: "string" },
        load: { type: "boolean", default: false },
      },
    });
    return {
      minutes: number(values.minutes, "minutes"),
      sequences: number(values.sequences, "sequences"),
      seed: number(values.seed, "seed"),
      only: values.only,
      load: values.load,
    };
  } catch (error) {
    throw new Failure(`${(error as Error).message}\nusage: ${USAGE}`);
  }
}

function number(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0) || value === Number.POSITIVE_INFINITY) {
    throw new Failure(`--${name} must be a number that is not negative; received '${text}'`);
  }
  return value;
}
