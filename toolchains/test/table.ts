// Every tool that pollio is tried in, and how. docs/compatibility.md shows these rows.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { inRoot } from "../../tools/lib/root.ts";
import { type Place, runner, tool } from "./place.ts";

export interface Row {
  readonly group: string;
  readonly tool: string;
  /** Its name in toolchains/package.json, which has its version. */
  readonly package?: string;
  readonly how: string;
  readonly runtime: string;
  run(place: Place): Promise<void>;
}

const node = process.execPath;
const tsc = inRoot("node_modules/typescript/bin/tsc");
const vitest = inRoot("node_modules/vitest/vitest.mjs");

const GROUPS = {
  runtimes: "Runtimes",
  bundlers: "Bundlers",
  executables: "Executables",
  runners: "Test runners",
  managers: "Package managers",
  types: "TypeScript",
};

/** Without a tool: every runtime imports and requires it. */
const RUNTIMES: readonly Row[] = (
  [
    ["Node 20", "node20", "napi"],
    ["Node 22", "node22", "napi"],
    ["Node 24", "node24", "napi"],
    ["Node 26", "node26", "napi"],
    ["Bun", "bun", "bun"],
    ["Deno", "deno", "deno"],
  ] as const
).map(([runtime, name, backend]) => ({
  group: GROUPS.runtimes,
  tool: "the runtime itself",
  how: "import, require",
  runtime,
  async run(place) {
    for (const file of ["program.mjs", "program.cjs"])
      await place.works("npm", [...(await runner(name)), file], backend);
  },
}));

/** The command, from where the package is installed. */
const COMMAND: readonly Row[] = [
  {
    group: GROUPS.runtimes,
    tool: "deno run -A",
    how: "npm:pollio doctor",
    runtime: "Deno",
    async run(place) {
      const [deno = ""] = await runner("deno");
      const report = await place.run("npm", [deno, "run", "-A", "--node-modules-dir=manual", "npm:pollio", "doctor"]);
      assert.match(report, /^deno +works /m);
      assert.match(report, /\n\nAll is well\.\n$/);
    },
  },
];

/** Where the addon is not the first choice, but works: by its prebuilt file, which is not what tests in the repository load. */
const ADDON: readonly Row[] = (["bun", "deno"] as const).map((name) => ({
  group: GROUPS.runtimes,
  tool: "the runtime itself",
  how: "POLLIO_BACKEND=napi",
  runtime: name === "bun" ? "Bun" : "Deno",
  run: async (place) =>
    place.works("npm", [...(await runner(name)), "program.mjs"], "napi", { POLLIO_BACKEND: "napi" }),
}));

const FORMATS = { esm: "ES module", cjs: "CommonJS" } as const;
type Format = keyof typeof FORMATS;

/** Bundles program.mjs; `format` and `external` are its arguments. */
type Bundle = (format: Format, output: string, external: readonly string[]) => Promise<string[]>;

const script =
  (name: string): Bundle =>
  async (format, output, external) => [
    node,
    inRoot("toolchains/bundlers", `${name}.mjs`),
    "program.mjs",
    output,
    format,
    ...external,
  ];

const bun =
  (target: string): Bundle =>
  async (format, output, external) => {
    const flags = [`--target=${target}`, `--format=${format}`, `--outfile=${output}`];
    return [
      ...(await runner("bun")),
      "build",
      "program.mjs",
      ...flags,
      ...external.map((name) => `--external=${name}`),
    ];
  };

const BUNDLERS: readonly (readonly [name: string, pkg: string | undefined, runtime: "node" | "bun", bundle: Bundle])[] =
  [
    ["esbuild", "esbuild", "node", script("esbuild")],
    ["Rollup", "rollup", "node", script("rollup")],
    ["webpack", "webpack", "node", script("webpack")],
    ["Vite, SSR build", "vite", "node", script("vite")],
    ["bun build --target=node", undefined, "node", bun("node")],
    ["bun build --target=bun", undefined, "bun", bun("bun")],
  ];

/** In an archive of @pollio/napi. */
const PREBUILDS = "node_modules/@pollio/napi/prebuilds";

const bundlers = BUNDLERS.flatMap(([name, pkg, runtime, bundle]): Row[] => {
  const row = {
    group: GROUPS.bundlers,
    tool: name,
    ...(pkg && { package: pkg }),
    runtime: runtime === "bun" ? "Bun" : "Node",
  };
  const formats = Object.keys(FORMATS) as Format[];
  return formats.flatMap((format) => {
    const file = format === "esm" ? "main.mjs" : "main.cjs";
    const folder = `${name.replaceAll(/\W+/g, "-")}-${format}`;
    return [
      {
        ...row,
        how: `${FORMATS[format]}, pollio external`,
        async run(place) {
          const output = `${folder}/${file}`;
          await place.run("npm", await bundle(format, output, ["pollio"]));
          await place.works("npm", [...(await runner(runtime)), output], runtime === "bun" ? "bun" : "napi");
        },
      },
      {
        ...row,
        how: `${FORMATS[format]}, pollio bundled`,
        run: (place) => bundled(place, folder, file, (output) => bundle(format, output, []), runtime),
      },
    ];
  });
});

/** The bundle runs in a folder without node_modules, when what it was made of is gone: with the addon's folder beside it. */
async function bundled(
  place: Place,
  name: string,
  file: string,
  bundle: (output: string) => Promise<string[]>,
  runtime: "node" | "bun",
): Promise<void> {
  const away = `${name}-away`;
  const command = [...(await runner(runtime)), file];
  place.copy("npm/node_modules", `${name}/node_modules`);
  place.copy("npm/program.mjs", `${name}/program.mjs`);
  await place.run(name, await bundle(place.path(away, file)));
  rmSync(place.path(name), { recursive: true });
  if (runtime === "bun") return place.works(away, command, "bun");
  const error = await place.fails(away, command);
  assert.match(error, /ERR_NO_BACKEND.*no backend works/);
  assert.match(error, /in a bundle, which has no addon: copy the folder prebuilds of @pollio\/napi beside the bundle/);
  place.copy(`npm/${PREBUILDS}`, `${away}/prebuilds`);
  await place.works(away, command, "napi");
}

const EXECUTABLES: readonly Row[] = [
  {
    group: GROUPS.executables,
    tool: "bun build --compile",
    how: "run elsewhere",
    runtime: "Bun",
    async run(place) {
      place.copy("npm/program.mjs", "compiled/program.mjs");
      await place.run("npm", [
        ...(await runner("bun")),
        "build",
        "--compile",
        "program.mjs",
        "--outfile=../compiled/program",
      ]);
      await place.works("compiled", ["./program"], "bun");
    },
  },
  {
    group: GROUPS.executables,
    tool: "Node's single executable, of esbuild's bundle",
    how: "run elsewhere, prebuilds beside it",
    runtime: "Node",
    async run(place) {
      place.copy(`npm/${PREBUILDS}`, "single/prebuilds");
      await place.run("npm", await script("esbuild")("cjs", "../single/main.cjs", []));
      place.write(
        "single",
        "sea.json",
        JSON.stringify({ main: "main.cjs", output: "blob", disableExperimentalSEAWarning: true }),
      );
      await place.run("single", [node, "--experimental-sea-config", "sea.json"]);
      await place.run("single", ["cp", node, "program"]);
      const fuse = ["--sentinel-fuse", "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2"];
      await place.run("single", [node, tool("postject/dist/cli.js"), "program", "NODE_SEA_BLOB", "blob", ...fuse]);
      await place.works("single", ["./program"], "napi");
    },
  },
];

/** The backends that a test runner's own modules and realms might be in the way of. */
const BOTH = ["napi", "koffi"];

const jest = ["node", "jsdom"].flatMap((environment) =>
  ["", "--experimental-vm-modules"].map(
    (flag): Row => ({
      group: GROUPS.runners,
      tool: "Jest",
      package: "jest",
      how: `${environment}${flag && `, ${flag}`}`,
      runtime: "Node",
      async run(place) {
        const config = `jest-${environment}${flag}.json`;
        const settings = {
          rootDir: ".",
          cacheDirectory: `cache-${environment}${flag}`,
          testEnvironment: tool(`jest-environment-${environment}`),
          testMatch: [`**/works.test.${flag ? "[cm]js" : "cjs"}`],
          moduleFileExtensions: ["js", "mjs", "cjs", "json"],
          transform: {},
        };
        place.write("fallback", config, JSON.stringify(settings));
        const command = [node, ...(flag ? [flag] : []), tool("jest/bin/jest.js"), "-c", config];
        for (const backend of BOTH) await place.run("fallback", command, { POLLIO_BACKEND: backend });
      },
    }),
  ),
);

const pools = ["forks", "threads", "vmThreads"].map(
  (pool): Row => ({
    group: GROUPS.runners,
    tool: "Vitest",
    how: `--pool=${pool}`,
    runtime: "Node",
    async run(place) {
      const args = ["run", "--globals", `--pool=${pool}`, "works.test.mjs"];
      // koffi (3.3.4) ends the process when a thread ends that still loads it.
      for (const backend of pool === "forks" ? BOTH : ["napi"])
        await place.run("fallback", [node, vitest, ...args], { POLLIO_BACKEND: backend });
    },
  }),
);

const RUNNERS: readonly Row[] = [
  ...jest,
  ...pools,
  {
    group: GROUPS.runners,
    tool: "node --test",
    how: "node:test",
    runtime: "Node",
    run: async (place) => void (await place.run("npm", [node, "--test", "node.test.mjs"])),
  },
  {
    group: GROUPS.runners,
    tool: "bun test",
    how: "node:test",
    runtime: "Bun",
    run: async (place) => void (await place.run("npm", [...(await runner("bun")), "test", "./node.test.mjs"])),
  },
  {
    group: GROUPS.runners,
    tool: "deno test",
    how: "Deno.test with its sanitizers",
    runtime: "Deno",
    async run(place) {
      const [deno = ""] = await runner("deno");
      // The only permission that is needed: Deno reads node_modules without one.
      await place.run("npm", [
        deno,
        "test",
        "--allow-ffi",
        "--no-prompt",
        "--node-modules-dir=manual",
        "deno.test.mjs",
      ]);
    },
  },
];

async function bothPrograms(place: Place, project: string, command: readonly string[] = [node]): Promise<void> {
  for (const file of ["program.mjs", "program.cjs"]) await place.works(project, [...command, file], "napi");
}

const yarn = (linker: string): Row => ({
  group: GROUPS.managers,
  tool: "Yarn",
  package: "@yarnpkg/cli-dist",
  how: `nodeLinker: ${linker}`,
  runtime: "Node",
  async run(place) {
    const project = `yarn-${linker}`;
    const command = [node, tool("@yarnpkg/cli-dist/bin/yarn.js")];
    place.projectOn(project, "resolutions");
    place.write(project, "yarn.lock", "");
    const settings = [
      `nodeLinker: ${linker}`,
      "enableGlobalCache: false",
      "enableTelemetry: false",
      "enableScripts: false",
    ];
    place.write(project, ".yarnrc.yml", `${settings.join("\n")}\n`);
    await place.run(project, [...command, "install"], { CI: "", YARN_ENABLE_IMMUTABLE_INSTALLS: "false" });
    await bothPrograms(place, project, [...command, "node"]);
  },
});

const MANAGERS: readonly Row[] = [
  {
    group: GROUPS.managers,
    tool: "npm",
    how: "npm install --ignore-scripts",
    runtime: "Node",
    run: (place) => bothPrograms(place, "npm"),
  },
  {
    group: GROUPS.managers,
    tool: "pnpm",
    package: "pnpm",
    how: "strict (its default)",
    runtime: "Node",
    async run(place) {
      place.projectOn("pnpm", "resolutions");
      const store = `--store-dir=${place.path("pnpm-store")}`;
      await place.run("pnpm", [
        node,
        tool("pnpm/bin/pnpm.cjs"),
        "install",
        "--ignore-scripts",
        "--no-frozen-lockfile",
        store,
      ]);
      await bothPrograms(place, "pnpm");
    },
  },
  yarn("node-modules"),
  yarn("pnp"),
];

const TYPES = (
  [
    ["node16", "node16", "commonjs"],
    ["nodenext", "nodenext", "commonjs"],
    ["nodenext", "nodenext", "module"],
    ["esnext", "bundler", "module"],
  ] as const
).map(
  ([module, moduleResolution, type]): Row => ({
    group: GROUPS.types,
    tool: "tsc",
    how: `"module": "${module}", "moduleResolution": "${moduleResolution}", "type": "${type}", no DOM`,
    runtime: "Node",
    async run(place) {
      const project = `npm/types-${module}-${type}`;
      const compilerOptions = {
        ...{ module, moduleResolution, target: "es2022", lib: ["es2022", "esnext.disposable"], types: ["node"] },
        ...{ strict: true, skipLibCheck: false, outDir: "out", typeRoots: [inRoot("node_modules/@types")] },
      };
      place.copy("npm/consumer.ts", `${project}/consumer.ts`);
      place.write(project, "package.json", JSON.stringify({ type }));
      place.write(project, "tsconfig.json", JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
      await place.run(project, [node, tsc, "-p", "."]);
      await place.run(project, [node, "out/consumer.js"]);
    },
  }),
);

export const TABLE: readonly Row[] = [
  ...RUNTIMES,
  ...ADDON,
  ...COMMAND,
  ...bundlers,
  ...EXECUTABLES,
  ...RUNNERS,
  ...MANAGERS,
  ...TYPES,
];
