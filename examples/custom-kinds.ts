import type { Pollio } from "./echo-server.ts";

/** Kinds of your own, at run time: each event says what its descriptor is for, so you need no lookup table. */
export function tellPipesApart(pollio: Pollio): string[] {
  const { EventKind, EventObject, OsPoller } = pollio.withKinds({ Command: 64, Log: 65 }); // 64 … 255 are yours
  const { pipe, sys } = pollio;
  const [commandReader, commandWriter] = pipe();
  const [logReader, logWriter] = pipe();
  const poller = new OsPoller();
  poller.add(EventObject.command(commandReader));
  poller.add(EventObject.log(logReader));
  sys.write(logWriter, Buffer.from("started"));
  sys.write(commandWriter, Buffer.from("stop"));

  const bytes = Buffer.alloc(64);
  const seen: string[] = [];
  for (const { fd, kind } of poller.wait(-1)) {
    const text = bytes.toString("utf8", 0, sys.read(fd, bytes));
    seen.push(kind === EventKind.Command ? `command ${text}` : `log ${text}`);
  }
  poller.close();
  for (const fd of [commandReader, commandWriter, logReader, logWriter]) sys.close(fd);
  return seen.sort();
}
