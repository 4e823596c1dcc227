// Opens real descriptors, all of them non-blocking, for the executor and for the code that a failure prints.

import type { BackendModule } from "../src/adapter.ts";

const HOST = "127.0.0.1";
/** struct termios of the kernel (ioctl_tty(2)): four flags, a line discipline, and characters of which VTIME and VMIN are the 6th and 7th. */
const TERMIOS_BYTES = 36;
const MIN_AT = 17 + 6;
const TCGETS = 0x5401;
const TCSETS = 0x5402;
const TIOCGPTPEER = 0x5441;
/** struct tcp_info begins with the state, as in the kernel's net/tcp_states.h. */
const TCP_INFO = 11;

export type Openers = ReturnType<typeof openers>;

export function openers(module: BackendModule) {
  const { sys, constants, pipe, socketPair, listenTcp, connectTcp, bindUdp, localAddress, encodeAddress } = module;
  const opened = (result: number, what: string): number => {
    if (result < 0) throw new Error(`${what}: ${module.errnoName(result)}`);
    return result;
  };
  const connect = (listener: number): number => connectTcp({ host: HOST, port: localAddress(listener).port });
  return {
    pipe,
    socketPair,
    listener: (): number => listenTcp({ host: HOST, port: 0, backlog: 16 }),
    connect,
    /** Connected, and accepted. */
    tcpPair(): [number, number] {
      const listener = listenTcp({ host: HOST, port: 0 });
      const client = connect(listener);
      let server = module.accept(listener);
      for (let tries = 0; server < 0 && tries < 1_000_000; tries++) server = module.accept(listener);
      sys.close(listener);
      return [client, opened(server, "accept")];
    },
    /** Connected to each other. */
    udpPair(): [number, number] {
      const [a, b] = [bindUdp({ host: HOST, port: 0 }), bindUdp({ host: HOST, port: 0 })];
      opened(sys.connect(a, encodeAddress(localAddress(b) as never)), "connect");
      opened(sys.connect(b, encodeAddress(localAddress(a) as never)), "connect");
      return [a, b];
    },
    eventfd: (): number => opened(sys.eventfd(0, constants.EFD_NONBLOCK! | constants.EFD_CLOEXEC!), "eventfd"),
    /** Master and slave, in raw mode: no byte is echoed, translated or waited for. */
    terminal(): [number, number] {
      const flags = constants.O_RDWR! | constants.O_NOCTTY! | constants.O_NONBLOCK! | constants.O_CLOEXEC!;
      const master = opened(sys.open("/dev/ptmx", flags), "open /dev/ptmx");
      opened(sys.ioctl(master, constants.TIOCSPTLCK!, new Int32Array(1)), "TIOCSPTLCK");
      const slave = opened(
        sys.ioctl(master, TIOCGPTPEER, constants.O_RDWR! | constants.O_NOCTTY! | constants.O_NONBLOCK!),
        "TIOCGPTPEER",
      );
      const termios = new Uint8Array(TERMIOS_BYTES);
      opened(sys.ioctl(slave, TCGETS, termios), "TCGETS");
      termios.fill(0, 0, 8); // input and output flags
      termios.fill(0, 12, 16); // local flags
      termios[MIN_AT] = 1;
      opened(sys.ioctl(slave, TCSETS, termios), "TCSETS");
      return [master, slave];
    },
    devNull: (): number => opened(sys.open("/dev/null", constants.O_RDWR!), "open /dev/null"),
    /** Closing it aborts the connection (socket(7), SO_LINGER with a time of 0). */
    abortOnClose(fd: number): void {
      const linger = new Int32Array([1, 0]);
      opened(sys.setsockopt(fd, constants.SOL_SOCKET!, constants.SO_LINGER!, linger), "setsockopt");
    },
    /** Bytes that can be read. */
    readable(fd: number): number {
      const count = new Int32Array(1);
      return sys.ioctl(fd, constants.FIONREAD!, count) < 0 ? 0 : count[0]!;
    },
    tcpState(fd: number): number {
      const state = new Uint8Array(1);
      return sys.getsockopt(fd, constants.IPPROTO_TCP!, TCP_INFO, state) < 0 ? 0 : state[0]!;
    },
    hasUrgent: (fd: number): boolean => sys.recv(fd, new Uint8Array(1), constants.MSG_OOB! | constants.MSG_PEEK!) >= 0,
  };
}
