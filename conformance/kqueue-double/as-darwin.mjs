// `node --import ./conformance/kqueue-double/as-darwin.mjs …`: this process, its workers and the Nodes that it starts take this system for
// macOS, as far as JavaScript can tell: process.platform says so, there is no /proc, and the backends get the double for their C library.
// Tests that only Linux can pass fail here before they fail on a Mac.

import childProcess from "node:child_process";
import fs from "node:fs";
import { createRequire, syncBuiltinESMExports } from "node:module";
import { fileURLToPath } from "node:url";
import { buildAddon, buildLibrary } from "./build.mjs";

const LIBRARY = "/usr/lib/libSystem.B.dylib";
const ADDON = /\/pollio\.node$/;
const require = createRequire(import.meta.url);

// Compiled once, by the process that starts the others: compiling starts Nodes too.
process.env.POLLIO_AS_DARWIN ??= JSON.stringify([buildLibrary(), buildAddon()]);
const [library, addon] = JSON.parse(process.env.POLLIO_AS_DARWIN);
// esbuild, through which tsx reads TypeScript, would look for a binary of macOS.
process.env.ESBUILD_BINARY_PATH ??= require.resolve(`@esbuild/linux-${process.arch}/bin/esbuild`);

// Apple's headers, as far as the double has them.
process.env.C_INCLUDE_PATH ??= fileURLToPath(new URL("include", import.meta.url));

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
process.dlopen = (module, path, ...rest) =>
  dlopen.call(process, module, ADDON.test(path) && path !== addon ? addon : path, ...rest);

replace(
  require("koffi"),
  "load",
  (load) =>
    (path, ...rest) =>
      load(path === LIBRARY ? library : path, ...rest),
);

// The event loop is this system's, and libuv ends the process for a file, which a kqueue takes: it is readable at once.
replace(require("koffi").node, "poll", (poll) => (fd, what, call) => {
  const start = () => fs.fstatSync(fd).isFile() && setImmediate(call);
  const handle = start() ? undefined : poll(fd, what, call);
  return {
    start: (/** @type {unknown[]} */ ...args) => start() || handle?.start(...args),
    stop: () => handle?.stop(),
    close: () => handle?.close(),
    ref: () => handle?.ref(),
    unref: () => handle?.unref(),
  };
});

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
  NODE_OPTIONS: `${env.NODE_OPTIONS ?? ""} --import=${fileURLToPath(import.meta.url)}`,
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
syncBuiltinESMExports();
Object.defineProperty(process, "platform", { value: "darwin" });
