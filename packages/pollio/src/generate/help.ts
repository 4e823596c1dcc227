// What `pollio generate --help` says about the YAML file.

import { MAX_TAG } from "../../../../generated/core/codec.ts";
import { standardKinds } from "../../../../generated/pollio/standard-kinds.ts";
import { FIRST_OWN_TAG } from "../../../../spec-tools/tags.ts";

const standard = standardKinds.map(({ name, tag }) => `${name} (${tag})`).join(" and ");

export const GENERATE_HELP = `
The YAML file:

  kinds:
    - name: Timer     # EventKind.Timer and EventObject.timer(fd)
      tag: ${FIRST_OWN_TAG}         # ${FIRST_OWN_TAG} to ${MAX_TAG}; never change it, and never use it for another kind
      doc: A timer; readable means that it has expired.

The module also has pollio's own kinds, ${standard}; with \`standard: replace\` in the file it has only those that you
list. Move a kind that you no longer use to \`retired\`, a list of names and tags, so that its tag is never reused. Commit
the module: pollio reads from it which tags are taken.

Exit codes: 0 written or up to date, 1 error in the file or (with --check) out of date, 2 wrong usage`;
