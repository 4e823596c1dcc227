// Compiles the double, and the addon of @pollio/napi against it, into .build/ if their inputs have changed.
// `node conformance/kqueue-double/build.mjs` compiles the double and prints its path.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const FOLDER = dirname(fileURLToPath(import.meta.url));
const ROOT = join(FOLDER, "../..");
const BUILD = join(FOLDER, ".build");
const INCLUDE = join(FOLDER, "include");
const SOURCES = join(FOLDER, "src");

// Processes and workers of every runtime import this file, so that it is plain JavaScript and shares nothing with tools/.

/** @param {...string} parts */
const inRoot = (...parts) => join(ROOT, ...parts);

/** @param {string} name */
const onPath = (name) => (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));

/**
 * A hash over names and contents of files, in folders too, and over further values.
 *
 * @param {readonly string[]} paths
 * @param {readonly string[]} values
 */
function hashInputs(paths, values) {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { withFileTypes: true }).flatMap((file) => (file.isFile() ? join(path, file.name) : []))
      : path,
  );
  const hash = createHash("sha256").update(JSON.stringify(values));
  for (const file of files.sort()) hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

const FIX = "apt-get install g++ (or your system's package of it), or set CC and CXX";

/**
 * @param {string} variable
 * @param {readonly string[]} names
 */
function compiler(variable, names) {
  const found = process.env[variable] || names.find(onPath);
  if (found === undefined) throw new Error(`kqueue-double: none of ${names.join(", ")} was found; fix: ${FIX}`);
  return found;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {string} Its standard output.
 */
function run(command, args) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status === 0) return stdout;
  const how = error?.message ?? (signal === null ? `exit code ${status}` : `signal ${signal}`);
  throw new Error(`kqueue-double: ${command} failed (${how}): ${command} ${args.join(" ")}\n${stdout}${stderr}`);
}

/**
 * Makes a file unless it is up to date. Several processes may do so at once, and others may have the old file open, so the new one
 * gets its name when it is complete.
 *
 * @param {string} name
 * @param {string} hash
 * @param {(path: string) => void} make
 */
function make(name, hash, make) {
  const path = join(BUILD, name);
  const stamp = `${path}.stamp`;
  if (existsSync(path) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return path;
  mkdirSync(BUILD, { recursive: true });
  const unfinished = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  make(unfinished);
  renameSync(unfinished, path);
  writeFileSync(stamp, hash);
  return path;
}

const LIBRARY = "libdarwin-double.so";

const C = ["-std=gnu11", "-D_GNU_SOURCE", "-O2", "-g", "-Wall", "-Wextra", "-fPIC", "-fvisibility=hidden", "-pthread"];

/** Never unloaded, because it holds this process's kqueues. The addon is linked to its soname. */
const SHARED = ["-shared", "-Wl,-z,nodelete", "-Wl,-z,defs", `-Wl,-soname,${LIBRARY}`];

/**
 * Builds the shared library with Darwin's syscalls.
 *
 * @param {{ variadicsOnStack?: boolean }} [options] Whether the caller pads variadic arguments until they are on the stack, where Apple's
 *   ABI for arm64 has them.
 * @returns {string} Its path.
 */
export function buildLibrary({ variadicsOnStack = false } = {}) {
  if (process.platform !== "linux")
    throw new Error(`kqueue-double: it is built on epoll, but this is ${process.platform}`);
  const cc = compiler("CC", ["cc", "gcc", "clang"]);
  const flags = variadicsOnStack ? [...C, "-DVARIADICS_ON_STACK"] : C;
  const hash = hashInputs([SOURCES], [cc, process.arch, ...flags, ...SHARED]);
  const sources = readdirSync(SOURCES).filter((name) => name.endsWith(".c"));
  return make(variadicsOnStack ? `on-stack-${LIBRARY}` : LIBRARY, hash, (path) =>
    run(cc, [...flags, ...sources.map((name) => join(SOURCES, name)), ...SHARED, "-o", path]),
  );
}

/**
 * Bun puts itself on PATH as `node`, so each `node` is asked what it is.
 *
 * @returns {[executable: string, version: string]}
 */
function nodeOnPath() {
  const what = "JSON.stringify([process.execPath, process.versions.node, process.versions.bun ?? null])";
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const candidate = join(folder, "node");
    if (!existsSync(candidate)) continue;
    const [executable, version, bun] = JSON.parse(run(candidate, ["-p", what]));
    if (bun === null) return [executable, version];
  }
  throw new Error("kqueue-double: the addon needs the headers of Node, but there is no Node on PATH");
}

/** Headers of the Node on PATH: beside the executable, or where node-gyp keeps them. Another runtime may run this. */
function nodeHeaders() {
  const [executable, version] = nodeOnPath();
  const own = join(dirname(dirname(executable)), "include/node");
  const cached = join(homedir(), ".cache/node-gyp", version, "include/node");
  const found = existsSync(join(own, "node_api.h")) ? own : cached;
  if (existsSync(join(found, "node_api.h"))) return found;
  throw new Error(`kqueue-double: there are no headers of Node ${version} in ${found}; fix: npm run build`);
}

/** Compiled as if on Darwin, and compiled as usual because it uses libuv. */
const DARWIN_SOURCES = [
  "generated/napi/darwin.cc",
  "packages/napi/native/written.cc",
  "packages/napi/native/watcher.cc",
  "packages/core/native/wait-thread.c",
];
const PLAIN_SOURCES = ["packages/napi/native/loop-watcher.cc", "packages/napi/native/thread-end.cc"];

/**
 * Builds the addon of @pollio/napi from Darwin's table, against the headers in include/ and linked to the library.
 *
 * @returns {string} Its path.
 */
export function buildAddon() {
  const library = buildLibrary();
  const cc = compiler("CC", ["cc", "gcc", "clang"]);
  const cxx = compiler("CXX", ["c++", "g++", "clang++"]);
  const headers = nodeHeaders();
  const sources = [...DARWIN_SOURCES, ...PLAIN_SOURCES].map((name) => inRoot(name));
  const inputs = [...sources, INCLUDE, SOURCES, inRoot("packages/napi/native/support.h"), inRoot("generated/napi")];
  const more = [inRoot("packages/napi/native/watcher.h"), inRoot("packages/core/native/wait-thread.h")];
  const hash = hashInputs([...inputs, ...more], [cc, cxx, process.arch, headers]);
  return make("pollio-darwin.node", hash, (path) => {
    const objectsFolder = mkdtempSync(join(BUILD, "objects-"));
    const plain = [inRoot("packages/napi/native"), inRoot("node_modules/node-addon-api"), headers];
    const objects = sources.map((source, index) => {
      const object = join(objectsFolder, `${index}.o`);
      const isC = source.endsWith(".c");
      const darwin = index < DARWIN_SOURCES.length ? [INCLUDE, ...plain] : plain;
      const defines = ["-DNAPI_VERSION=8", "-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS", "-DPOLLIO_KQUEUE"];
      const options = [
        isC ? "-std=gnu11" : "-std=c++17",
        "-O2",
        "-g",
        "-Wall",
        "-Wextra",
        "-fPIC",
        "-fvisibility=hidden",
      ];
      run(isC ? cc : cxx, [
        ...options,
        ...defines,
        ...darwin.map((folder) => `-I${folder}`),
        "-c",
        source,
        "-o",
        object,
      ]);
      return object;
    });
    run(cxx, ["-shared", ...objects, library, "-Wl,-rpath,$ORIGIN", "-pthread", "-o", path]);
    rmSync(objectsFolder, { recursive: true });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.stdout.write(`${buildLibrary()}\n`);
