import { Context, ZMQ_PULL, ZMQ_PUSH, ZMQ_REP, ZMQ_REQ } from "./zeromq.mjs";

export async function demo(name = "demo") {
  const context = new Context();
  const sockets = [ZMQ_REP, ZMQ_REQ, ZMQ_PULL, ZMQ_PUSH].map((type) => context.socket(type));
  const [server, client, pull, push] = sockets;

  server.bind(`ipc://@pollio-${name}-${process.pid}`);
  client.connect(`ipc://@pollio-${name}-${process.pid}`);
  const serving = (async () => {
    for (let i = 0; i < 1000; i++) await server.send(`answer to ${await server.receive()}`);
  })();
  let right = 0;
  for (let i = 0; i < 1000; i++) {
    await client.send(`question ${i}`);
    if (String(await client.receive()) === `answer to question ${i}`) right++;
  }
  await serving;
  console.log(right, "of 1000 answers");

  // Faster than it is read: the sender waits when the queues are full.
  pull.bind(`ipc://@pollio-${name}-work-${process.pid}`);
  push.connect(`ipc://@pollio-${name}-work-${process.pid}`);
  const sending = (async () => {
    for (let i = 0; i < 5000; i++) await push.send(String(i));
  })();
  let inOrder = 0;
  for (let i = 0; i < 5000; i++) if (String(await pull.receive()) === String(i)) inOrder++;
  await sending;
  console.log(inOrder, "of 5000 messages in order");

  for (const socket of sockets) socket.close();
  context.close();
}

if (process.argv[1]?.endsWith("zeromq-demo.mjs")) await demo();
