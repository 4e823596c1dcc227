import type { Pollio } from "./echo-server.ts";

/** Kinds of your own, at run time: each event says what its descriptor is for, so you need no lookup table. */
export function tellPipesApart(pollio: Pollio): string[] {
  const { EventKind, EventObject, OsPoller } = pollio.withKinds({ Command: 64, Log: 65 }); // 64 … 255 are yours
  const { sys } = pollio;
  const [commandReader, commandWriter] = openPipe(pollio);
  const [logReader, logWriter] = openPipe(pollio);
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

function openPipe({ sys }: Pollio): [reader: number, writer: number] {
  const ends = new Int32Array(2);
  const result = sys.pipe(ends);
  if (result < 0) throw new Error(`pipe failed: errno ${-result}`);
  return [ends[0]!, ends[1]!];
}
