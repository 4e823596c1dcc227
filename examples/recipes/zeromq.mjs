// ZeroMQ sockets as promises. ZMQ_FD says that something may have happened, once; ZMQ_EVENTS says what holds.
import koffi from "koffi";
import { readable, release } from "pollio";

// zmq.h
const library = koffi.load("libzmq.so.5");
const zmq_ctx_new = library.func("void *zmq_ctx_new()");
const zmq_ctx_term = library.func("int zmq_ctx_term(void *context)");
const zmq_socket = library.func("void *zmq_socket(void *context, int type)");
const zmq_bind = library.func("int zmq_bind(void *socket, const char *address)");
const zmq_connect = library.func("int zmq_connect(void *socket, const char *address)");
const zmq_getsockopt = library.func("int zmq_getsockopt(void *socket, int option, _Out_ int *value, size_t *length)");
const zmq_setsockopt = library.func("int zmq_setsockopt(void *socket, int option, int *value, size_t length)");
const zmq_send = library.func("int zmq_send(void *socket, const void *bytes, size_t length, int flags)");
const zmq_recv = library.func("int zmq_recv(void *socket, void *bytes, size_t length, int flags)");
const zmq_close = library.func("int zmq_close(void *socket)");
const zmq_errno = library.func("int zmq_errno()");
const zmq_strerror = library.func("const char *zmq_strerror(int error)");
const [ZMQ_FD, ZMQ_EVENTS, ZMQ_LINGER] = [14, 15, 17];
const [ZMQ_POLLIN, ZMQ_POLLOUT] = [1, 2];
const ZMQ_DONTWAIT = 1;
const EAGAIN = 11;
export const [ZMQ_REQ, ZMQ_REP, ZMQ_PULL, ZMQ_PUSH] = [3, 4, 7, 8];

export class Context {
  #context = zmq_ctx_new();

  socket(type) {
    return new Socket(zmq_socket(this.#context, type));
  }

  /** After all sockets are closed; it would block before. */
  close() {
    zmq_ctx_term(this.#context);
  }
}

class Socket {
  #socket;
  #fd;
  #bytes = new Uint8Array(64 * 1024);

  constructor(socket) {
    this.#socket = socket;
    this.#fd = this.#option(ZMQ_FD);
    check(zmq_setsockopt(socket, ZMQ_LINGER, new Int32Array([0]), 4), "zmq_setsockopt");
  }

  bind(address) {
    check(zmq_bind(this.#socket, address), address);
  }

  connect(address) {
    check(zmq_connect(this.#socket, address), address);
  }

  /** The next message; longer ones are cut to 64 KiB. */
  async receive() {
    const length = await this.#try(ZMQ_POLLIN, () =>
      zmq_recv(this.#socket, this.#bytes, this.#bytes.length, ZMQ_DONTWAIT),
    );
    return Buffer.from(this.#bytes.subarray(0, length));
  }

  async send(text) {
    const bytes = Buffer.from(text);
    await this.#try(ZMQ_POLLOUT, () => zmq_send(this.#socket, bytes, bytes.length, ZMQ_DONTWAIT));
  }

  close() {
    release(this.#fd);
    check(zmq_close(this.#socket), "zmq_close");
  }

  /** Tries until it works. Each call may have taken the descriptor's signal, so ZMQ_EVENTS is asked before each wait. */
  async #try(event, call) {
    for (;;) {
      const result = call();
      if (result >= 0) return result;
      if (zmq_errno() !== EAGAIN) check(result, "zmq");
      while ((this.#option(ZMQ_EVENTS) & event) === 0) await readable(this.#fd);
    }
  }

  #option(name) {
    const value = [0];
    check(zmq_getsockopt(this.#socket, name, value, [4]), "zmq_getsockopt");
    return value[0];
  }
}

function check(result, what) {
  if (result < 0) throw new Error(`${what}: ${zmq_strerror(zmq_errno())}`);
}
