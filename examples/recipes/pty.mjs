// A shell in a terminal of its own (pty(7)), without node-pty: what it prints, a new window size, and Ctrl-C.
import { spawn } from "node:child_process";
import { constants, errnoName, release, sys, watch, writable } from "pollio";

const { O_CLOEXEC, O_NOCTTY, O_NONBLOCK, O_RDWR, TIOCGPTN, TIOCSPTLCK, TIOCSWINSZ } = constants;

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

/** Starts a command in a new terminal. `write` types, and `output` gets what the terminal shows. */
function startInTerminal(command, output) {
  const master = check(sys.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), "/dev/ptmx");
  const number = new Int32Array(1);
  check(sys.ioctl(master, TIOCSPTLCK, new Int32Array([0])), "TIOCSPTLCK");
  check(sys.ioctl(master, TIOCGPTN, number), "TIOCGPTN");
  const slave = check(sys.open(`/dev/pts/${number[0]}`, O_RDWR | O_NOCTTY | O_CLOEXEC), "the terminal");
  // util-linux's setsid makes it the controlling terminal, which Ctrl-C needs.
  const child = spawn("setsid", ["--ctty", ...command], { stdio: [slave, slave, slave] });
  // The child has its own. While we held ours, the end of the child would not be seen.
  sys.close(slave);

  const bytes = new Uint8Array(4096);
  const text = new TextDecoder();
  const watching = watch(master, () => {
    const length = sys.read(master, bytes);
    if (length > 0) return output(text.decode(bytes.subarray(0, length), { stream: true }));
    if (errnoName(length) === "EAGAIN") return;
    // EIO: nobody has the terminal open any more.
    watching.close();
    release(master);
    sys.close(master);
  });

  return {
    child,
    async write(keys) {
      const left = new TextEncoder().encode(keys);
      for (let at = 0; at < left.length; ) {
        const written = sys.write(master, left, at);
        if (written >= 0) at += written;
        else if (errnoName(written) === "EAGAIN") await writable(master);
        else throw new Error(`write: ${errnoName(written)}`);
      }
    },
    /** The programs in it get SIGWINCH. */
    resize: (columns, rows) =>
      check(sys.ioctl(master, TIOCSWINSZ, new Uint16Array([rows, columns, 0, 0])), "TIOCSWINSZ"),
  };
}

let shown = "";
let wake = () => {};
const terminal = startInTerminal(["sh", "-c", "stty -echo; echo ready; exec sh"], (text) => {
  shown += text;
  wake();
});

/** Waits until the terminal has shown this, and forgets what came before. */
async function until(wanted) {
  while (!shown.includes(wanted)) {
    await new Promise((resolve) => {
      wake = resolve;
    });
  }
  shown = shown.slice(shown.indexOf(wanted) + wanted.length);
}

await until("ready");
terminal.resize(132, 43);
await terminal.write("stty size\n");
await until("43 132");
console.log("the window has 43 rows and 132 columns");

// The shell goes on; the sleep does not.
await terminal.write("echo begin; sleep 1000; echo status $?\n");
await until("begin");
await new Promise((resolve) => setTimeout(resolve, 100));
await terminal.write("\x03");
await terminal.write("echo again\n");
await until("again");
console.log("Ctrl-C ended the sleep");

await terminal.write("exit 3\n");
terminal.child.on("exit", (code) => console.log("the shell ended with", code));
