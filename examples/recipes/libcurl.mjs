// Many transfers at once by libcurl (curl_multi_socket_action(3)): HTTP/2, proxies, FTP, whatever this libcurl can do.
import koffi from "koffi";
import { Interest, Readiness, release, watch } from "pollio";

// curl/curl.h, curl/multi.h
const library = koffi.load("libcurl.so.4");
const curl_global_init = library.func("int curl_global_init(long flags)");
const curl_multi_init = library.func("void *curl_multi_init()");
const curl_multi_setopt = library.func("int curl_multi_setopt(void *multi, int option, ...)");
const curl_multi_add_handle = library.func("int curl_multi_add_handle(void *multi, void *easy)");
const curl_multi_remove_handle = library.func("int curl_multi_remove_handle(void *multi, void *easy)");
const curl_multi_socket_action = library.func(
  "int curl_multi_socket_action(void *multi, int socket, int events, _Out_ int *running)",
);
const curl_multi_info_read = library.func("void *curl_multi_info_read(void *multi, _Out_ int *left)");
const curl_easy_init = library.func("void *curl_easy_init()");
const curl_easy_setopt = library.func("int curl_easy_setopt(void *easy, int option, ...)");
const curl_easy_getinfo = library.func("int curl_easy_getinfo(void *easy, int info, _Out_ long *value)");
const curl_easy_strerror = library.func("const char *curl_easy_strerror(int code)");
const curl_easy_cleanup = library.func("void curl_easy_cleanup(void *easy)");
const OnSocket = koffi.proto("int OnSocket(void *easy, int socket, int what, void *user, void *own)");
const OnTimer = koffi.proto("int OnTimer(void *multi, long timeout_ms, void *user)");
const OnData = koffi.proto("size_t OnData(void *bytes, size_t size, size_t count, void *user)");
const CURLMsg = koffi.struct("CURLMsg", { msg: "int", easy: "void *", result: "int" });
const [CURLMOPT_SOCKETFUNCTION, CURLMOPT_TIMERFUNCTION] = [20001, 20004];
const [CURLOPT_URL, CURLOPT_NOSIGNAL, CURLOPT_WRITEFUNCTION] = [10002, 99, 20011];
const CURLINFO_RESPONSE_CODE = 0x200002;
const CURL_SOCKET_TIMEOUT = -1;
const [CURL_POLL_IN, CURL_POLL_OUT, CURL_POLL_REMOVE] = [1, 2, 4];
const [CURL_CSELECT_IN, CURL_CSELECT_OUT, CURL_CSELECT_ERR] = [1, 2, 4];

curl_global_init(3 /* CURL_GLOBAL_ALL */);

export class Curl {
  #multi = curl_multi_init();
  /** By descriptor. */
  #watches = new Map();
  #timer;
  /** What to settle, by the address of the easy handle. */
  #transfers = new Map();
  #onSocket = koffi.register((_, socket, what) => this.#watch(socket, what), koffi.pointer(OnSocket));
  #onTimer = koffi.register((_, ms) => this.#startTimer(Number(ms)), koffi.pointer(OnTimer));

  constructor() {
    curl_multi_setopt(this.#multi, CURLMOPT_SOCKETFUNCTION, "void *", this.#onSocket);
    curl_multi_setopt(this.#multi, CURLMOPT_TIMERFUNCTION, "void *", this.#onTimer);
  }

  /** The status and the text of a URL. */
  get(url) {
    return new Promise((resolve, reject) => {
      const easy = curl_easy_init();
      const chunks = [];
      const onData = koffi.register((bytes, size, count) => {
        const length = Number(size) * Number(count);
        chunks.push(Uint8Array.from(koffi.decode(bytes, "uint8_t", length)));
        return length;
      }, koffi.pointer(OnData));
      curl_easy_setopt(easy, CURLOPT_URL, "str", url);
      curl_easy_setopt(easy, CURLOPT_NOSIGNAL, "long", 1);
      curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, "void *", onData);
      this.#transfers.set(koffi.address(easy), { easy, chunks, onData, resolve, reject });
      // It asks for a timer at once, and that timer begins the transfer.
      curl_multi_add_handle(this.#multi, easy);
    });
  }

  /** libcurl tells what to watch a socket for; REMOVE comes before it closes the socket. */
  #watch(socket, what) {
    const known = this.#watches.get(socket);
    if (what === CURL_POLL_REMOVE) {
      this.#watches.delete(socket);
      release(socket);
    } else {
      const interest = (what & CURL_POLL_IN ? Interest.Readable : 0) | (what & CURL_POLL_OUT ? Interest.Writable : 0);
      if (known !== undefined) known.interest = interest;
      else
        this.#watches.set(
          socket,
          watch(socket, (readiness) => this.#act(socket, selectOf(readiness)), { interest }),
        );
    }
    return 0;
  }

  /** At most one timer: -1 ends it, and 0 must not call back from here. */
  #startTimer(ms) {
    clearTimeout(this.#timer);
    if (ms >= 0) this.#timer = setTimeout(() => this.#act(CURL_SOCKET_TIMEOUT, 0), ms);
    return 0;
  }

  #act(socket, events) {
    curl_multi_socket_action(this.#multi, socket, events, [0]);
    for (;;) {
      const message = curl_multi_info_read(this.#multi, [0]);
      if (message === null) return;
      this.#finish(koffi.decode(message, CURLMsg));
    }
  }

  #finish({ easy: handle, result }) {
    const address = koffi.address(handle);
    const { easy, chunks, onData, resolve, reject } = this.#transfers.get(address);
    this.#transfers.delete(address);
    const status = [0];
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, status);
    curl_multi_remove_handle(this.#multi, easy);
    curl_easy_cleanup(easy);
    koffi.unregister(onData);
    if (result === 0) resolve({ status: Number(status[0]), text: Buffer.concat(chunks).toString() });
    else reject(new Error(`libcurl: ${curl_easy_strerror(result)}`));
  }
}

/** What select(2) would have said. */
function selectOf(readiness) {
  const toRead = Readiness.Readable | Readiness.ReadClosed;
  const toWrite = Readiness.Writable | Readiness.WriteClosed;
  return (
    (readiness & toRead ? CURL_CSELECT_IN : 0) |
    (readiness & toWrite ? CURL_CSELECT_OUT : 0) |
    (readiness & Readiness.Error ? CURL_CSELECT_ERR : 0)
  );
}
