// The TypeScript modules: path, source files of the spec, and statements.
import type { Model } from "../model/model.ts";
import { codecModule } from "./codec.ts";
import { contractModule, vectorsModule } from "./conformance.ts";
import { eventKindsModule, eventObjectModule } from "./event-kinds.ts";
import { backendIndex, facadeIndex } from "./exports.ts";
import { flagsModule } from "./flags.ts";
import { interfacesModule } from "./interfaces.ts";
import { platformModule } from "./platform.ts";
import { platformsModule } from "./platforms.ts";
import { standardKindsModule } from "./standard-kinds.ts";
import { sysModule } from "./sys.ts";
import type { Statement } from "./typescript.ts";

export interface Module {
  readonly path: string;
  readonly sources: readonly string[];
  readonly statements: readonly Statement[];
}

/** `backends` are the names of those that are emitted. */
export function modules(model: Model, backends: readonly string[]): Module[] {
  const { encoding, kinds, poller, platforms, sys, vectors } = model;
  const kindsFile = ["spec/event-kinds.yaml"];
  const pollerFile = ["spec/poller.yaml"];
  const core = (name: string, sources: readonly string[], statements: readonly Statement[]): Module => ({
    path: `generated/core/${name}.ts`,
    sources,
    statements,
  });
  return [
    core("codec", kindsFile, codecModule(encoding)),
    core("event-kinds", kindsFile, eventKindsModule(kinds)),
    core("event-object", kindsFile, eventObjectModule(kinds, encoding)),
    core("flags", pollerFile, flagsModule(poller)),
    core("interfaces", pollerFile, interfacesModule(poller)),
    core("sys", sys.files, sysModule(sys)),
    core("platforms", ["spec/*.yaml"], platformsModule(platforms)),
    ...platforms.map((platform) => core(platform.os, [platform.file], platformModule(platform))),
    {
      path: "generated/conformance/contract.ts",
      sources: [...pollerFile, ...sys.files],
      statements: contractModule(poller, sys),
    },
    ...backends.map((backend) => ({
      path: `packages/${backend}/src/index.ts`,
      sources: pollerFile,
      statements: backendIndex(poller),
    })),
    { path: "packages/pollio/src/index.ts", sources: pollerFile, statements: facadeIndex(poller) },
    { path: "generated/pollio/standard-kinds.ts", sources: kindsFile, statements: standardKindsModule(kinds) },
    { path: "generated/conformance/vectors.ts", sources: kindsFile, statements: vectorsModule(vectors, encoding) },
  ];
}
