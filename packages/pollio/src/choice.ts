// Chooses a backend: the one that is named, else the first that works.

import { type BackendExports, Interest, PollerError, Readiness, ReadyEvents } from "@pollio/core";
import { refusingModule } from "@pollio/core/backend";
import { runtimeText } from "./host.ts";
import { orderHere, type Surroundings, type Trial, tryBackend } from "./trial.ts";

/** Never throws, because it runs at import. If nothing works, the exports throw the list of reasons at their first use. */
export function choose(around: Surroundings, wanted: string | undefined): BackendExports {
  if (wanted !== undefined && wanted !== "") return chooseNamed(around, wanted);
  const trials: Trial[] = [];
  for (const name of orderHere(around)) {
    const trial = tryBackend(around, name);
    if (trial.works) return trial.exports;
    trials.push(trial);
  }
  return refusing(around, () => noneWorks(around, trials));
}

function chooseNamed(around: Surroundings, wanted: string): BackendExports {
  try {
    return open(around, wanted, "POLLIO_BACKEND");
  } catch {
    return refusing(around, () => refused(around, wanted, "POLLIO_BACKEND"));
  }
}

/** The exports of the named backend; throws why it cannot be used, with the state of every other one. */
export function open(around: Surroundings, wanted: string, chooser = "openBackend"): BackendExports {
  const trial = isKnown(around, wanted) ? tryBackend(around, wanted) : undefined;
  if (trial?.works) return trial.exports;
  throw refused(around, wanted, chooser);
}

function isKnown({ backends }: Surroundings, name: unknown): name is string {
  return typeof name === "string" && Object.hasOwn(backends, name);
}

function refused(around: Surroundings, wanted: string, chooser: string): PollerError {
  // Loads the others too, only here: the list must show what works, not what should.
  const trials = Object.keys(around.backends).map((name) => tryBackend(around, name));
  if (isKnown(around, wanted)) {
    const what = `${chooser} names the backend "${wanted}", which does not work ${here(around)}`;
    return listed("ERR_NO_BACKEND", what, trials, wanted);
  }
  const shown = typeof wanted === "string" ? JSON.stringify(wanted) : String(wanted);
  return listed("ERR_UNKNOWN_BACKEND", `${chooser} names the unknown backend ${shown} ${here(around)}`, trials);
}

function noneWorks(around: Surroundings, tried: readonly Trial[]): PollerError {
  const others = Object.keys(around.backends).filter((name) => !tried.some((trial) => trial.name === name));
  const trials = [...tried, ...others.map((name) => tryBackend(around, name))];
  return listed("ERR_NO_BACKEND", `no backend works ${here(around)}`, trials);
}

function here({ host }: Surroundings): string {
  return `in ${runtimeText(host)} on ${host.os} ${host.arch}`;
}

function listed(code: string, what: string, trials: readonly Trial[], wanted?: string): PollerError {
  const width = Math.max(...trials.map(({ name }) => name.length));
  const lines = trials.map((trial) => {
    const verdict = trial.works
      ? "works"
      : `does not work: ${trial.reason.replaceAll("\n", `\n${" ".repeat(width + 4)}`)}`;
    return `  ${trial.name.padEnd(width)}  ${verdict}`;
  });
  const error = new PollerError(code, `${what}:\n${lines.join("\n")}\nfor details, run: npx pollio doctor`);
  const causes = trials.flatMap((trial) => (trial.works || trial.cause === undefined ? [] : [trial]));
  const cause = causes.find(({ name }) => name === wanted)?.cause ?? causes[0]?.cause;
  if (cause !== undefined) error.cause = cause;
  return error;
}

function refusing({ host }: Surroundings, why: () => PollerError): BackendExports {
  const os = host.os === "linux" || host.os === "darwin" ? host.os : "unsupported";
  const refuse = (): never => {
    throw why();
  };
  return {
    ...refusingModule({ name: "none", os, arch: host.arch }, refuse),
    Interest,
    PollerError,
    Readiness,
    ReadyEvents,
  };
}
