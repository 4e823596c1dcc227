// A serial port for the real @serialport/stream, without the addon of @serialport/bindings-cpp: this is a whole binding for Linux.
import { constants, errnoName, readable, release, sys, writable } from "pollio";

const { O_CLOEXEC, O_NOCTTY, O_NONBLOCK, O_RDWR, TCFLSH, TCGETS, TCSBRK, TCSETS } = constants;
const { TIOCEXCL, TIOCMBIC, TIOCMBIS, TIOCMGET, TIOCM_CAR, TIOCM_CTS, TIOCM_DSR, TIOCM_DTR, TIOCM_RTS } = constants;

// asm-generic/termbits.h: struct termios is four words of flags (input, output, control, local), a byte, and characters.
const WORDS = 15;
const CONTROL = 2;
const [VTIME, VMIN] = [17 + 5, 17 + 6];
const [CREAD, CLOCAL, CS8] = [0x80, 0x800, 0x30];
const RATES = { 9600: 0xd, 19200: 0xe, 38400: 0xf, 57600: 0x1001, 115200: 0x1002 };
const TCIOFLUSH = 2;

function check(result, call) {
  if (result < 0) throw new Error(`${call}: ${errnoName(result)}`);
  return result;
}

/** What @serialport/stream takes for `binding`. */
export const binding = {
  list: async () => [],
  open: async ({ path, baudRate }) => {
    const fd = check(sys.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), path);
    try {
      // Nobody else may open it meanwhile.
      check(sys.ioctl(fd, TIOCEXCL), "TIOCEXCL");
      const port = new Port(fd, { path, baudRate });
      port.configure(baudRate);
      return port;
    } catch (error) {
      sys.close(fd);
      throw error;
    }
  },
};

class Port {
  #fd;
  isOpen = true;

  constructor(fd, openOptions) {
    this.#fd = fd;
    this.openOptions = openOptions;
  }

  /** Raw, 8 bits, no parity, one stop bit. */
  configure(baudRate) {
    const rate = RATES[baudRate];
    if (rate === undefined)
      throw new Error(`baudRate must be one of ${Object.keys(RATES).join(", ")}; received ${baudRate}`);
    const termios = new Uint32Array(WORDS);
    check(sys.ioctl(this.#fd, TCGETS, termios), "TCGETS");
    termios.fill(0, 0, 4);
    termios[CONTROL] = CS8 | CREAD | CLOCAL | rate;
    const bytes = new Uint8Array(termios.buffer);
    [bytes[VMIN], bytes[VTIME]] = [1, 0];
    check(sys.ioctl(this.#fd, TCSETS, termios), "TCSETS");
  }

  async read(buffer, offset, length) {
    for (;;) {
      const bytesRead = sys.read(this.#fd, buffer, offset, length);
      if (bytesRead > 0) return { buffer, bytesRead };
      // 0 is the end of the line; EIO comes when an adapter is unplugged.
      if (bytesRead === 0) throw Object.assign(new Error("the port is gone"), { disconnect: true });
      if (errnoName(bytesRead) !== "EAGAIN") check(bytesRead, "read");
      await this.#until(readable);
    }
  }

  async write(buffer) {
    for (let at = 0; at < buffer.length; ) {
      const written = sys.write(this.#fd, buffer, at);
      if (written >= 0) at += written;
      else if (errnoName(written) === "EAGAIN") await this.#until(writable);
      else check(written, "write");
    }
  }

  async close() {
    this.isOpen = false;
    // A pending read ends with ERR_DESCRIPTOR_RELEASED.
    release(this.#fd);
    check(sys.close(this.#fd), "close");
  }

  /** The stream starts over on this error, if it is not closing. */
  async #until(wait) {
    try {
      await wait(this.#fd);
    } catch (error) {
      throw Object.assign(error, { canceled: true });
    }
  }

  update = async ({ baudRate }) => this.configure(baudRate);
  flush = async () => void check(sys.ioctl(this.#fd, TCFLSH, TCIOFLUSH), "TCFLSH");
  /** TCSBRK with an argument other than 0 is tcdrain(3). It blocks for as long as the line needs. */
  drain = async () => void check(sys.ioctl(this.#fd, TCSBRK, 1), "TCSBRK");
  getBaudRate = async () => ({ baudRate: this.openOptions.baudRate });

  async set({ dtr, rts }) {
    const [on, off] = [true, false].map(
      (wanted) => (dtr === wanted ? TIOCM_DTR : 0) | (rts === wanted ? TIOCM_RTS : 0),
    );
    check(sys.ioctl(this.#fd, TIOCMBIS, new Int32Array([on])), "TIOCMBIS");
    check(sys.ioctl(this.#fd, TIOCMBIC, new Int32Array([off])), "TIOCMBIC");
  }

  async get() {
    const lines = new Int32Array(1);
    check(sys.ioctl(this.#fd, TIOCMGET, lines), "TIOCMGET");
    return { cts: (lines[0] & TIOCM_CTS) !== 0, dsr: (lines[0] & TIOCM_DSR) !== 0, dcd: (lines[0] & TIOCM_CAR) !== 0 };
  }
}
