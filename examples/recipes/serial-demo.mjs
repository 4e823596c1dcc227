// A terminal pair stands in for a cable: a modem at its other end answers.
import { once } from "node:events";
import { SerialPortStream } from "@serialport/stream";
import { constants, errnoName, release, sys, watch } from "pollio";
import { binding } from "./serial.mjs";

const { O_CLOEXEC, O_NOCTTY, O_NONBLOCK, O_RDWR, TIOCGPTN, TIOCSPTLCK } = constants;
const modem = sys.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
const number = new Int32Array(1);
sys.ioctl(modem, TIOCSPTLCK, new Int32Array([0]));
sys.ioctl(modem, TIOCGPTN, number);

const port = new SerialPortStream({ binding, path: `/dev/pts/${number[0]}`, baudRate: 115_200 });
await once(port, "open");

const bytes = new Uint8Array(4096);
let received = 0;
const answering = watch(modem, () => {
  const length = sys.read(modem, bytes);
  if (length < 0) return errnoName(length) === "EAGAIN" ? undefined : answering.close();
  received += length;
  if (bytes.subarray(0, length).includes(13)) sys.write(modem, new TextEncoder().encode("OK\r\n"));
});

port.write("AT\r");
console.log("the modem says", String((await once(port, "data"))[0]).trim());

// More than the line holds: the stream's back-pressure is the line's.
const large = Buffer.alloc(300_000, "x");
await new Promise((resolve, reject) => port.write(large, (error) => (error ? reject(error) : resolve())));
while (received < large.length + 3) await new Promise((resolve) => setTimeout(resolve, 5));
console.log("sent", received - 3, "bytes");

await port.port.update({ baudRate: 9600 }).then(() => console.log("9600 baud from now on"));
const gone = once(port, "close");
release(modem);
sys.close(modem);
console.log("unplugged:", (await gone)[0].disconnected);
