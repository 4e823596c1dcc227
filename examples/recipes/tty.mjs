// Keys as they are pressed, without process.stdin, which reads ahead and takes what a child program should get.
// The descriptor is shared with the shell: O_NONBLOCK would be the shell's, too, so it is not set. What is ready can be read.
import { constants, errnoName, release, sys, watch } from "pollio";

const { TCGETS, TCSETSW } = constants;
const STDIN = 0;
/** struct termios, asm-generic/termbits.h: c_lflag is the fourth word; VMIN and VTIME are characters 6 and 5 behind byte 17. */
const [WORDS, LFLAG, VTIME, VMIN] = [15, 3, 17 + 5, 17 + 6];
const [ICANON, ECHO] = [2, 8];

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

const before = new Uint32Array(WORDS);
check(sys.ioctl(STDIN, TCGETS, before), "stdin is no terminal: TCGETS");
const raw = before.slice();
raw[LFLAG] &= ~(ICANON | ECHO);
const characters = new Uint8Array(raw.buffer);
[characters[VMIN], characters[VTIME]] = [1, 0];
check(sys.ioctl(STDIN, TCSETSW, raw), "TCSETSW");
// The shell gets its terminal back, also after a signal: Bun and Deno do not call "exit" for those by themselves.
process.on("exit", () => sys.ioctl(STDIN, TCSETSW, before));
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
for (const [signal, code] of Object.entries(signals)) process.on(signal, () => process.exit(code));

console.log("press keys, and q to end");
const bytes = new Uint8Array(64);
// Level: nobody else may read in between, or the read would block.
const watching = watch(STDIN, () => {
  const length = sys.read(STDIN, bytes);
  const keys = new TextDecoder().decode(bytes.subarray(0, Math.max(length, 0)));
  console.log("read", JSON.stringify(keys));
  // 0 is the end of the terminal; -EIO its loss.
  if (length > 0 && !keys.includes("q")) return;
  watching.close();
  release(STDIN);
});
