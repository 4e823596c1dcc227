// PostgreSQL through its own C library, without an addon: concurrent queries, large results, and LISTEN as an async iterator.
import koffi from "koffi";
import { Interest, Readiness, readable, ready, release, writable } from "pollio";

// libpq-fe.h
const library = koffi.load("libpq.so.5");
const PGnotify = koffi.struct("PGnotify", { relname: "str", be_pid: "int", extra: "str" });
const PQconnectStart = library.func("void *PQconnectStart(const char *options)");
const PQconnectPoll = library.func("int PQconnectPoll(void *connection)");
const PQsocket = library.func("int PQsocket(void *connection)");
const PQsetnonblocking = library.func("int PQsetnonblocking(void *connection, int on)");
const PQerrorMessage = library.func("const char *PQerrorMessage(void *connection)");
const PQsendQuery = library.func("int PQsendQuery(void *connection, const char *query)");
const PQflush = library.func("int PQflush(void *connection)");
const PQconsumeInput = library.func("int PQconsumeInput(void *connection)");
const PQisBusy = library.func("int PQisBusy(void *connection)");
const PQgetResult = library.func("void *PQgetResult(void *connection)");
const PQresultStatus = library.func("int PQresultStatus(void *result)");
const PQresultErrorMessage = library.func("const char *PQresultErrorMessage(void *result)");
const PQntuples = library.func("int PQntuples(void *result)");
const PQnfields = library.func("int PQnfields(void *result)");
const PQgetvalue = library.func("const char *PQgetvalue(void *result, int row, int field)");
const PQclear = library.func("void PQclear(void *result)");
const PQnotifies = library.func("void *PQnotifies(void *connection)");
const PQfreemem = library.func("void PQfreemem(void *memory)");
const PQfinish = library.func("void PQfinish(void *connection)");
const [PGRES_POLLING_FAILED, PGRES_POLLING_READING, PGRES_POLLING_WRITING, PGRES_POLLING_OK] = [0, 1, 2, 3];
const [PGRES_COMMAND_OK, PGRES_TUPLES_OK] = [1, 2];

/** A connection runs one query at a time: several connections run several. */
export class Connection {
  #connection;
  /** The query before, or the wait for notifications. */
  #busy = Promise.resolve();

  /** `options` as psql takes them; what is left out comes from the environment (PGHOST, …). */
  static async open(options = "") {
    const self = new Connection();
    const connection = PQconnectStart(options);
    self.#connection = connection;
    for (let step = PGRES_POLLING_WRITING; step !== PGRES_POLLING_OK; ) {
      const fd = PQsocket(connection);
      if (step === PGRES_POLLING_FAILED || fd < 0) throw self.#failure("connect");
      await (step === PGRES_POLLING_READING ? readable(fd) : writable(fd));
      // The next call may close this socket and open another, with the same number.
      release(fd);
      step = PQconnectPoll(connection);
    }
    PQsetnonblocking(connection, 1);
    return self;
  }

  /** The rows of a query, as arrays of strings. */
  query(text) {
    const rows = this.#busy.then(() => this.#run(text));
    this.#busy = rows.catch(() => {});
    return rows;
  }

  async #run(text) {
    if (PQsendQuery(this.#connection, text) === 0) throw this.#failure("send");
    // Read as well: a server that cannot send stops reading.
    while (PQflush(this.#connection) === 1) {
      const { Readable, Writable } = Interest;
      if ((await ready(this.#fd, { interest: Readable | Writable })) & Readiness.Readable) this.#consume();
    }
    const rows = [];
    let failure;
    for (;;) {
      while (PQisBusy(this.#connection)) await this.#more();
      const result = PQgetResult(this.#connection);
      if (result === null) break;
      const status = PQresultStatus(result);
      if (status === PGRES_TUPLES_OK) rows.push(...rowsOf(result));
      else if (status !== PGRES_COMMAND_OK) failure = new Error(PQresultErrorMessage(result).trim());
      PQclear(result);
    }
    if (failure !== undefined) throw failure;
    return rows;
  }

  /** What others NOTIFY on a channel, until the caller breaks out of its loop. The connection does nothing else meanwhile. */
  async *notifications(channel) {
    await this.query(`LISTEN ${channel}`);
    for (;;) {
      const notification = PQnotifies(this.#connection);
      if (notification !== null) {
        const { extra, be_pid } = koffi.decode(notification, PGnotify);
        PQfreemem(notification);
        yield { payload: extra, from: be_pid };
      } else await this.#more();
    }
  }

  close() {
    const fd = this.#fd;
    // Before the library closes it: whoever waits is rejected.
    if (fd >= 0) release(fd);
    PQfinish(this.#connection);
  }

  get #fd() {
    return PQsocket(this.#connection);
  }

  async #more() {
    await readable(this.#fd);
    this.#consume();
  }

  #consume() {
    if (PQconsumeInput(this.#connection) === 0) throw this.#failure("read");
  }

  #failure(what) {
    return new Error(`${what}: ${PQerrorMessage(this.#connection).trim()}`);
  }
}

function rowsOf(result) {
  const fields = Array.from({ length: PQnfields(result) }, (_, field) => field);
  return Array.from({ length: PQntuples(result) }, (_, row) => fields.map((field) => PQgetvalue(result, row, field)));
}
