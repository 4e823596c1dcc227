import { type WrongSpec, wrongIn } from "./wrong-spec.ts";

const darwin = wrongIn("spec/darwin.yaml");

export const inheritance: readonly WrongSpec[] = [
  darwin(
    "a platform to inherit from that is not there",
    "",
    "from: linux",
    "from: §linus",
    'inherit names no platform "linus" that comes before; did you mean "linux"?',
  ),
  darwin(
    "a syscall that is not there to inherit",
    "",
    "    - shutdown",
    "    - §shutdwon",
    'spec/linux.yaml has no syscall "shutdwon" to inherit; did you mean "shutdown"?',
  ),
  darwin(
    "a layout that is not there to inherit",
    "",
    "layouts: [timespec,",
    "layouts: [§timespace,",
    'spec/linux.yaml has no layout "timespace" to inherit; did you mean "timespec"?',
  ),
  darwin(
    "a struct that is inherited without the one in it",
    "",
    "layouts: [timespec, itimerspec",
    "layouts: [§§itimerspec",
    'itimerspec.it_interval has the unknown struct "timespec"; did you mean "itimerspec"?',
    'itimerspec.it_value has the unknown struct "timespec"; did you mean "itimerspec"?',
  ),
  darwin(
    "a syscall that is inherited and declared",
    "",
    "  - name: kqueue\n",
    "  - name: §dup\n",
    'the syscall "dup" is already taken on line {- dup}; each syscall may appear once',
  ),
  darwin(
    "no register for arguments",
    "",
    "variadicsAfter: 8",
    "variadicsAfter: §0",
    "architectures[1].variadicsAfter is 0; it must be an integer ≥ 1, how many integer registers arguments have",
  ),
];
