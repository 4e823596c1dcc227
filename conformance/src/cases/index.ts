import type { Case } from "../case.ts";
import { addresses } from "./addresses.ts";
import { argumentChecks } from "./arguments.ts";
import { asyncWaits } from "./async.ts";
import { asyncEnds } from "./async-ends.ts";
import { asyncPending } from "./async-pending.ts";
import { asyncTimeouts } from "./async-timeouts.ts";
import { batch } from "./batch.ts";
import { closedNumbers } from "./closed-numbers.ts";
import { consuming } from "./consuming.ts";
import { datagrams } from "./datagrams.ts";
import { descriptorArguments } from "./descriptor-arguments.ts";
import { descriptorEnds } from "./descriptor-ends.ts";
import { descriptorHost } from "./descriptor-host.ts";
import { descriptorPassing } from "./descriptor-passing.ts";
import { descriptorWaits } from "./descriptor-waits.ts";
import { encoding } from "./encoding.ts";
import { eventsLoop } from "./events-loop.ts";
import { exclusive } from "./exclusive.ts";
import { moduleExports } from "./exports.ts";
import { fifos } from "./fifos.ts";
import { files } from "./files.ts";
import { generations } from "./generations.ts";
import { host } from "./host.ts";
import { interests } from "./interests.ts";
import { iterate } from "./iterate.ts";
import { keepAlive } from "./keep-alive.ts";
import { kinds } from "./kinds.ts";
import { leaks } from "./leaks.ts";
import { leftBehind } from "./left-behind.ts";
import { lifecycle } from "./lifecycle.ts";
import { lostPollers } from "./lost-pollers.ts";
import { lyingArrays } from "./lying-arrays.ts";
import { many } from "./many.ts";
import { manyArguments } from "./many-arguments.ts";
import { manyErrors } from "./many-errors.ts";
import { rawMasks } from "./masks.ts";
import { memory } from "./memory.ts";
import { messages } from "./messages.ts";
import { modify } from "./modify.ts";
import { modifyErrors } from "./modify-errors.ts";
import { names } from "./names.ts";
import { nesting } from "./nesting.ts";
import { notifications } from "./notifications.ts";
import { options } from "./options.ts";
import { pairs } from "./pairs.ts";
import { pendingErrors } from "./pending-errors.ts";
import { pipes } from "./pipes.ts";
import { pooledObjects } from "./pooled-objects.ts";
import { precise } from "./precise.ts";
import { priority } from "./priority.ts";
import { readiness } from "./readiness.ts";
import { readyEvents } from "./ready-events.ts";
import { realms } from "./realms.ts";
import { reentry } from "./reentry.ts";
import { refusals } from "./refusals.ts";
import { registration } from "./registration.ts";
import { registrations } from "./registrations.ts";
import { replacedBatches } from "./replaced-batches.ts";
import { requests } from "./requests.ts";
import { reusedIterators } from "./reused-iterators.ts";
import { set } from "./set.ts";
import { shared } from "./shared.ts";
import { shutdowns } from "./shutdowns.ts";
import { signals } from "./signals.ts";
import { socketAddresses } from "./socket-addresses.ts";
import { socketErrors } from "./socket-errors.ts";
import { spin } from "./spin.ts";
import { staleness } from "./staleness.ts";
import { streams } from "./streams.ts";
import { sys } from "./sys.ts";
import { sysArguments } from "./sys-arguments.ts";
import { sysErrors } from "./sys-errors.ts";
import { sysMemory } from "./sys-memory.ts";
import { tcp } from "./tcp.ts";
import { timeouts } from "./timeouts.ts";
import { transferArguments } from "./transfer-arguments.ts";
import { transfers } from "./transfers.ts";
import { triggers } from "./triggers.ts";
import { udp } from "./udp.ts";
import { vectors } from "./vectors.ts";
import { waking } from "./wake.ts";
import { watchChanges } from "./watch-changes.ts";
import { watches } from "./watches.ts";
import { workers } from "./workers.ts";

/** A theme about syscalls only. */
function aboutSystem(cases: readonly Case[]): readonly Case[] {
  return cases.map((entry) => ({ ...entry, about: "system" }));
}

/** A theme about waits for single descriptors. */
function aboutDescriptors(cases: readonly Case[]): readonly Case[] {
  return cases.map((entry) => ({ ...entry, about: "descriptors" }));
}

/** Every case, theme by theme. */
export const allCases: readonly Case[] = [
  ...moduleExports,
  ...encoding,
  ...kinds,
  ...lifecycle,
  ...lostPollers,
  ...registration,
  ...modify,
  ...modifyErrors,
  ...set,
  ...registrations,
  ...exclusive,
  ...many,
  ...manyArguments,
  ...manyErrors,
  ...argumentChecks,
  ...options,
  ...realms,
  ...reentry,
  ...readyEvents,
  ...rawMasks,
  ...replacedBatches,
  ...reusedIterators,
  ...pooledObjects,
  ...staleness,
  ...generations,
  ...closedNumbers,
  ...leftBehind,
  ...readiness,
  ...interests,
  ...pendingErrors,
  ...priority,
  ...triggers,
  ...timeouts,
  ...precise,
  ...waking,
  ...workers,
  ...signals,
  ...asyncWaits,
  ...asyncTimeouts,
  ...asyncPending,
  ...asyncEnds,
  ...spin,
  ...iterate,
  ...eventsLoop,
  ...host,
  ...keepAlive,
  ...consuming,
  ...aboutDescriptors(descriptorWaits),
  ...aboutDescriptors(descriptorEnds),
  ...aboutDescriptors(descriptorArguments),
  ...aboutDescriptors(watches),
  ...aboutDescriptors(watchChanges),
  ...aboutDescriptors(descriptorHost),
  ...nesting,
  ...refusals,
  ...shared,
  ...batch,
  ...memory,
  ...aboutSystem(sys),
  ...aboutSystem(sysErrors),
  ...aboutSystem(sysArguments),
  ...aboutSystem(sysMemory),
  ...aboutSystem(lyingArrays),
  ...aboutSystem(files),
  ...aboutSystem(vectors),
  ...aboutSystem(transfers),
  ...aboutSystem(transferArguments),
  ...aboutSystem(requests),
  ...aboutSystem(notifications),
  ...aboutSystem(messages),
  ...aboutSystem(descriptorPassing),
  ...tcp,
  ...aboutSystem(socketErrors),
  ...aboutSystem(socketAddresses),
  ...aboutSystem(udp),
  ...aboutSystem(names),
  ...streams,
  ...shutdowns,
  ...datagrams,
  ...pipes,
  ...fifos,
  ...pairs,
  ...addresses,
  ...leaks,
];
