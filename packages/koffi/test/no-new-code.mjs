// Opens @pollio/koffi and waits, looking for new executable memory; then waits in a process that may make none (prctl(2),
// PR_SET_MDWE; Linux 6.3), as systemd's MemoryDenyWriteExecute has it.
import { readFileSync } from "node:fs";
import koffi from "koffi";

const PR_SET_MDWE = 65;
const PR_MDWE_REFUSE_EXEC_GAIN = 1;
const [PROT_READ, PROT_EXEC, PAGE] = [1, 4, 4096];

/** The mappings that are executable and of no file. */
const executable = () => readFileSync("/proc/self/maps", "utf8").match(/^\S+ ..x. \S+ 00:00 0 *$/gm) ?? [];

const library = koffi.load("libc.so.6");
const prctl = library.func("int prctl(int option, ulong a, ulong b, ulong c, ulong d)");
const mprotect = library.func("int mprotect(size_t address, size_t length, int protection)");
const memory = library.func("size_t aligned_alloc(size_t alignment, size_t size)")(PAGE, PAGE);

const before = executable();
const { EventObject, OsPoller, constants, sys } = await import("@pollio/koffi");
const poller = new OsPoller();
poller.add(EventObject.client(sys.eventfd(1, constants.EFD_CLOEXEC)));
poller.wait(0);
const made = executable().filter((mapping) => !before.includes(mapping));

if (prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) !== 0) throw new Error("the kernel has no PR_SET_MDWE");
const refused = mprotect(memory, PAGE, PROT_READ | PROT_EXEC) < 0;
console.log(JSON.stringify({ made, refused, events: poller.wait(0).length }));
