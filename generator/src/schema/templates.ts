// The data files that a folder of templates/ may have.
import { z } from "zod";
import { boolean, map, text } from "../../../spec-tools/schema.ts";

/** backend.json. */
export const manifestSchema = map("a map with the backend's settings", {
  output: text("the folder that the files go to; default generated/<name of the folder>").optional(),
  pointsIntoArrays: boolean(
    "whether the backend can give the kernel a part of an array; default true. false gives it the vectored calls",
  ).optional(),
});

/** types.json: what the backend calls the types of C. */
export const typesSchema = z.record(
  z.string(),
  z.string("the backend's word for the type"),
  "a map from types to the backend's words for them",
);

export type Manifest = z.infer<typeof manifestSchema>;
export type TypeNames = z.infer<typeof typesSchema>;
