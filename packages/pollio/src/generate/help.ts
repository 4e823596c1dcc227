// What `pollio generate --help` says of the file of kinds.

import { MAX_TAG } from "../../../../generated/core/codec.ts";
import { standardKinds } from "../../../../generated/pollio/standard-kinds.ts";
import { FIRST_OWN_TAG } from "../../../../spec-tools/tags.ts";

const standard = standardKinds.map(({ name, tag }) => `${name} (${tag})`).join(" and ");

export const GENERATE_HELP = `
A file of kinds:

  kinds:
    - name: Timer     # EventKind.Timer and EventObject.timer(fd)
      tag: ${FIRST_OWN_TAG}         # ${FIRST_OWN_TAG} to ${MAX_TAG}; never changed, and never used again for another kind
      doc: A timer; readable means that it has expired.

pollio's own kinds, ${standard}, are in the module too; \`standard: replace\` in the file leaves them out and makes
1 to ${MAX_TAG} yours. A kind that you give up goes to \`retired\`, a list of names and tags, so that its tag stays unused. What was
made before tells which tags are taken: commit the module.

Exit codes: 0 written or up to date, 1 wrong file or out of date (--check), 2 wrong usage`;
