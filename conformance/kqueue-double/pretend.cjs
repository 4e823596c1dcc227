// Takes this system for macOS, as far as JavaScript can tell: process.platform says so, there is no /proc, and the backends get the double
// for their C library. as-darwin.mjs has made that, and loads this.

const childProcess = require("node:child_process");
const fs = require("node:fs");
const Module = /** @type {any} */ (require("node:module"));
const { join } = require("node:path");
const threads = require("node:worker_threads");

const LIBRARY = "/usr/lib/libSystem.B.dylib";
const [library, addon] = JSON.parse(process.env.POLLIO_AS_DARWIN ?? "[]");

// esbuild, through which tsx reads TypeScript, would look for a binary of macOS.
process.env.ESBUILD_BINARY_PATH ??= require.resolve(`@esbuild/linux-${process.arch}/bin/esbuild`);

// Apple's headers, as far as the double has them.
process.env.C_INCLUDE_PATH ??= join(__dirname, "include");

/**
 * Replaces a function; the new one gets the old one.
 *
 * @param {any} object
 * @param {string} name
 * @param {(old: (...args: any[]) => any) => (this: any, ...args: any[]) => any} make
 */
const replace = (object, name, make) => {
  object[name] = Object.assign(make(object[name]), object[name]);
};

const { dlopen } = process;
process.dlopen = (module, path, ...rest) => dlopen.call(process, module, isAddon(path) ? addon : path, ...rest);

/** Whether the addon is there, and not what a test has put in its place. @param {string} path */
function isAddon(path) {
  if (!path.endsWith("/pollio.node") || !fs.existsSync(path)) return false;
  return fs.readFileSync(path).subarray(1, 4).toString() === "ELF";
}

const koffi = findKoffi();
if (koffi !== undefined) {
  replace(
    koffi,
    "load",
    (load) =>
      (path, ...rest) =>
        load(path === LIBRARY ? library : path, ...rest),
  );
  // The event loop is this system's, and libuv ends the process for a file, which a kqueue takes: it is readable at once.
  replace(koffi.node, "poll", (poll) => (fd, what, call) => {
    const start = () => isFile(fd) && setImmediate(call);
    const handle = start() ? undefined : poll(fd, what, call);
    return {
      start: (/** @type {unknown[]} */ ...args) => start() || handle?.start(...args),
      stop: () => handle?.stop(),
      close: () => handle?.close(),
      ref: () => handle?.ref(),
      unref: () => handle?.unref(),
    };
  });
}

/** @param {number} fd */
function isFile(fd) {
  try {
    return fs.fstatSync(fd).isFile();
  } catch {
    return false; // it is closed, which koffi says, too
  }
}

function findKoffi() {
  try {
    return require("koffi");
  } catch (error) {
    // Node may be told to load no addons. Later it would miss those of macOS.
    const { _load } = Module;
    Module._load = (/** @type {string} */ request, /** @type {unknown[]} */ ...rest) => {
      if (request === "koffi") throw error;
      return _load(request, ...rest);
    };
    return undefined;
  }
}

// What macOS has no folder for. /dev/fd it has.
for (const name of ["readdirSync", "readFileSync", "readlinkSync", "openSync", "statSync"]) {
  replace(
    fs,
    name,
    (old) =>
      (path, ...rest) =>
        old(typeof path === "string" ? path.replace(/^\/proc\//, "/no-proc/") : path, ...rest),
  );
}
replace(fs, "existsSync", (old) => (path) => !/^\/proc\//.test(String(path)) && old(path));

/** The environment of a Node that is started. @param {NodeJS.ProcessEnv} env */
const passedOn = (env) => ({
  ...env,
  NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} --import=${join(__dirname, "as-darwin.mjs")}`,
  ESBUILD_BINARY_PATH: process.env.ESBUILD_BINARY_PATH,
  POLLIO_AS_DARWIN: process.env.POLLIO_AS_DARWIN,
});
replace(
  childProcess.ChildProcess.prototype,
  "spawn",
  (old) =>
    function (options) {
      if (options.file !== process.execPath) return old.call(this, options);
      const env = Object.fromEntries(
        (options.envPairs ?? []).map((/** @type {string} */ pair) => [
          pair.slice(0, pair.indexOf("=")),
          pair.slice(pair.indexOf("=") + 1),
        ]),
      );
      const envPairs = Object.entries(passedOn(env)).map(([name, value]) => `${name}=${value}`);
      return old.call(this, { ...options, envPairs });
    },
);
for (const name of ["spawnSync", "execFileSync"]) {
  replace(childProcess, name, (old) => (file, args, options) => {
    if (file !== process.execPath || !Array.isArray(args)) return old(file, args, options);
    return old(file, args, { ...options, env: passedOn(options?.env ?? process.env) });
  });
}

// Node preloads nothing for a worker whose program is a text.
threads.Worker = class extends threads.Worker {
  /** @param {string | URL} program @param {import("node:worker_threads").WorkerOptions} [options] */
  constructor(program, options) {
    super(options?.eval ? `require(${JSON.stringify(__filename)});${program}` : program, options);
  }
};
Module.syncBuiltinESMExports();
Object.defineProperty(process, "platform", { value: "darwin" });
