// A wait in a process that may make no memory executable (prctl(2), PR_SET_MDWE; Linux 6.3), as systemd's
// MemoryDenyWriteExecute has it.
import koffi from "koffi";

const PR_SET_MDWE = 65;
const PR_MDWE_REFUSE_EXEC_GAIN = 1;
const [PROT_READ, PROT_EXEC, PAGE] = [1, 4, 4096];

const library = koffi.load("libc.so.6");
const prctl = library.func("int prctl(int option, ulong a, ulong b, ulong c, ulong d)");
const memory = library.func("size_t aligned_alloc(size_t alignment, size_t size)")(PAGE, PAGE);
if (prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) !== 0) throw new Error("the kernel has no PR_SET_MDWE");
const refused =
  library.func("int mprotect(size_t address, size_t length, int protection)")(memory, PAGE, PROT_READ | PROT_EXEC) < 0;

const { EventObject, OsPoller, constants, sys } = await import("@pollio/koffi");
const poller = new OsPoller();
poller.add(EventObject.client(sys.eventfd(1, constants.EFD_CLOEXEC)));
console.log(JSON.stringify({ refused, events: poller.wait(0).length }));
