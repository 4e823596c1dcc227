// The load of `npm run soak -- --load`: the same server for round after round of clients, each round with another seed.

import { BACKENDS, type Backend } from "../../tools/lib/backends.ts";
import { ExitCode, Failure } from "../../tools/lib/failure.ts";
import { ensureRuntime } from "../../tools/lib/runtimes.ts";
import { bold, dim, say } from "../../tools/lib/say.ts";
import { type Round, recordedOf, runLoad } from "../load/run.ts";
import { record } from "../reliability/record.ts";

const CLIENTS = 6_000;
const CONNECTIONS = 18_000;
/** What a round takes, more or less. */
const ROUND_SECONDS = 8;

/** Returns 1 if a byte or a client was lost, a descriptor stayed open, or memory grew. */
export async function soakLoad(minutes: number, seed: number, only: string | undefined): Promise<number> {
  const backends = BACKENDS.filter(({ name }) => only === undefined || name === only);
  // Or nothing would be lost of nothing.
  if (backends.length === 0) throw new Failure(`${only} serves no clients`, ExitCode.usage);
  const rounds = Math.max(3, Math.floor((minutes * 60) / backends.length / ROUND_SECONDS));
  const all: Round[] = [];
  let wrong = 0;
  for (const backend of backends) {
    await ensureRuntime(backend.runtime);
    const ran = await runLoad(backend, { clients: CLIENTS, connections: CONNECTIONS, seed, rounds });
    all.push(...ran);
    wrong += judge(backend, seed, ran);
    record("soak-load", recordedOf(all, CLIENTS));
  }
  say(`${bold("soak")} ${wrong === 0 ? "nothing was lost" : `${wrong} of ${backends.length} backends lost something`}`);
  return wrong === 0 ? 0 : 1;
}

function judge(backend: Backend, seed: number, all: readonly Round[]): 0 | 1 {
  const total = (key: "connections" | "echoed" | "wrong" | "lost") => all.reduce((sum, round) => sum + round[key], 0);
  const left = all.at(-1)!.descriptorsLeft;
  const [early, late] = [memoryOf(all.slice(0, 3)), memoryOf(all.slice(-3))];
  say(
    `${backend.name} ${dim(`(${backend.runtime}, seed ${seed})`)} ${total("connections").toLocaleString("en")} connections, ` +
      `${(total("echoed") / 1e9).toFixed(1)} GB back, ${total("wrong")} bytes wrong, ${total("lost")} clients lost, ` +
      `${left} descriptors left, memory ${early.toFixed(0)} MiB early and ${late.toFixed(0)} MiB late`,
  );
  for (const { losses } of all) if (losses !== "") say(losses);
  // A collector takes its time: what leaks does so with each of many thousand connections.
  const grew = late > early * 1.5 + 16;
  return total("wrong") + total("lost") + left > 0 || grew ? 1 : 0;
}

/** The most of some rounds, in MiB. */
const memoryOf = (rounds: readonly Round[]): number => Math.max(...rounds.map(({ memory }) => memory));
