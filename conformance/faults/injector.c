/* Makes chosen system calls of a program fail: injector [--all] command…. It ends as the command does.
 *
 * The program arms one fault at a time, by calls of fcntl(2) on numbers that are never descriptors (MAGIC + a field): `fcntl(MAGIC + ERROR,
 * F_SETFL, EMFILE)`. A seccomp filter stops the program only at the calls that can be armed, so everything else runs at full speed; with
 * --all it stops at each, to find out which calls there are. A fault concerns one thread, so the runtime's other threads are left alone.
 *
 * syscalls.h is made from syscalls.ts: the numbers of the calls, -1 for those that this architecture does not have. The first ARMABLE of them
 * can be armed. */

#include <elf.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* After the system's headers, which declare the same. */
#include <linux/ptrace.h>

static const int calls[] = {
#include "syscalls.h"
};

enum { COUNT = sizeof calls / sizeof *calls, MAGIC = 0x7a110000, MOST_RECORDED = 4096, THREADS = 1 << 16 };

/* What a program sets or asks. control.ts has the same. */
enum field { RESET, CALL, ERROR, SKIP, TIMES, SCOPE, FD, OPERATION, HOW, ARM, HITS, AGAIN, RECORD, NEXT, NEXT_FD, NEXT_OPERATION };

enum scope { OWN_THREAD, OTHER_THREADS };

/* The call fails and is not made; or it is made and fails nevertheless, as close(2) does; or the thread ends in its place. */
enum how { INSTEAD, AFTERWARDS, DEATH };

struct fault {
  int call, error, skip, times, scope, fd, operation, how;
  int is_armed, seen, hits;
  int hit_fd, again; /* the first argument of the last that failed, and how many calls had it once more */
  pid_t owner;
};

struct call {
  int index, fd, operation;
};

static struct fault fault;
static struct call recorded[MOST_RECORDED];
static int recorded_count, recorded_at;
static pid_t recording;
/* By the low bits of the thread's number: what a call that is being made is to return, 0 for what it does return. */
static int afterwards[THREADS];

static void die(const char *what) {
  perror(what);
  exit(127);
}

/* Calls are numbered as in the list; one that is not in it has its own number after those. */
static int index_of(uint64_t number) {
  for (int index = 0; index < COUNT; index++) {
    if (calls[index] >= 0 && (uint64_t)calls[index] == number) return index;
  }
  return COUNT + (int)number;
}

#if defined(__x86_64__)
static void set_registers(pid_t thread, long number, long result) {
  struct user_regs_struct registers;
  ptrace(PTRACE_GETREGS, thread, NULL, &registers);
  if (number == -1) registers.rax = (unsigned long long)result;
  else registers.rdi = 0;
  registers.orig_rax = (unsigned long long)number;
  ptrace(PTRACE_SETREGS, thread, NULL, &registers);
}
static void set_result(pid_t thread, long result) {
  struct user_regs_struct registers;
  ptrace(PTRACE_GETREGS, thread, NULL, &registers);
  registers.rax = (unsigned long long)result;
  ptrace(PTRACE_SETREGS, thread, NULL, &registers);
}
#elif defined(__aarch64__)
static void set_result(pid_t thread, long result) {
  struct user_regs_struct registers;
  struct iovec part = {&registers, sizeof registers};
  ptrace(PTRACE_GETREGSET, thread, (void *)NT_PRSTATUS, &part);
  registers.regs[0] = (unsigned long long)result;
  ptrace(PTRACE_SETREGSET, thread, (void *)NT_PRSTATUS, &part);
}
static void set_registers(pid_t thread, long number, long result) {
  int call = (int)number;
  struct iovec part = {&call, sizeof call};
  ptrace(PTRACE_SETREGSET, thread, (void *)NT_ARM_SYSTEM_CALL, &part);
  set_result(thread, number == -1 ? result : 0);
}
#endif

/* The call is not made, and returns this. */
static void answer(pid_t thread, long result) { set_registers(thread, -1, result); }

static long next_recorded(void) { return recorded_at < recorded_count ? recorded[recorded_at].index : -1; }

static long obey(pid_t thread, int field, int value) {
  switch (field) {
    case RESET:
      fault = (struct fault){.call = -1, .times = 1, .fd = -1, .operation = -1, .hit_fd = -1};
      recording = 0;
      return MAGIC;
    case CALL: return fault.call = value, 0;
    case ERROR: return fault.error = value, 0;
    case SKIP: return fault.skip = value, 0;
    case TIMES: return fault.times = value, 0;
    case SCOPE: return fault.scope = value, 0;
    case FD: return fault.fd = value, 0;
    case OPERATION: return fault.operation = value, 0;
    case HOW: return fault.how = value, 0;
    case ARM: return fault.owner = thread, fault.is_armed = value, 0;
    case HITS: return fault.hits;
    case AGAIN: return fault.again;
    case RECORD:
      recording = value ? thread : 0;
      if (value) recorded_count = recorded_at = 0;
      return recorded_count;
    case NEXT: return next_recorded();
    case NEXT_FD: return recorded[recorded_at].fd;
    case NEXT_OPERATION: return recorded[recorded_at++].operation;
    default: return -EINVAL;
  }
}

/* Whether the armed fault is about this call. */
static int is_about(pid_t thread, const struct call *call) {
  if (!fault.is_armed || fault.call != call->index) return 0;
  if ((fault.scope == OWN_THREAD) != (thread == fault.owner)) return 0;
  if (fault.fd >= 0 && fault.fd != call->fd) return 0;
  return fault.operation < 0 || fault.operation == call->operation;
}

/* Whether this one fails. */
static int is_due(pid_t thread, const struct call *call) {
  if (!is_about(thread, call)) return 0;
  const int at = fault.seen++;
  if (call->fd == fault.hit_fd) fault.again++;
  if (at < fault.skip || at >= fault.skip + fault.times) return 0;
  fault.hits++;
  fault.hit_fd = call->fd;
  return 1;
}

/* Returns how the thread goes on. */
static enum __ptrace_request on_call(pid_t thread) {
  struct ptrace_syscall_info info;
  if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return PTRACE_CONT;
  /* Without the sign: the program could not tell a negative answer from an error. */
  const int first = (int)(info.seccomp.args[0] & 0x7fffffff);
  if (info.seccomp.nr == SYS_fcntl && (first & ~0xffff) == MAGIC) {
    answer(thread, obey(thread, first & 0xffff, (int)info.seccomp.args[2]));
    return PTRACE_CONT;
  }
  const struct call call = {index_of(info.seccomp.nr), first, (int)(info.seccomp.args[1] & 0x7fffffff)};
  if (recording == thread && recorded_count < MOST_RECORDED) recorded[recorded_count++] = call;
  if (!is_due(thread, &call)) return PTRACE_CONT;
  if (fault.how == DEATH) {
    set_registers(thread, SYS_exit, 0);
    return PTRACE_CONT;
  }
  if (fault.how == INSTEAD) {
    answer(thread, -fault.error);
    return PTRACE_CONT;
  }
  afterwards[thread % THREADS] = fault.error;
  return PTRACE_SYSCALL;
}

static void on_return(pid_t thread) {
  int *error = &afterwards[thread % THREADS];
  if (*error != 0) set_result(thread, -*error);
  *error = 0;
}

/* The signal that the thread goes on with, 0 for none. */
static void on_stop(pid_t thread, int status) {
  const int signal = WSTOPSIG(status);
  const int event = status >> 16;
  enum __ptrace_request request = PTRACE_CONT;
  long delivered = 0;
  if (event == PTRACE_EVENT_SECCOMP) request = on_call(thread);
  else if (event == PTRACE_EVENT_STOP && signal != SIGTRAP) request = PTRACE_LISTEN; /* stopped by job control */
  else if (event == 0 && signal == (SIGTRAP | 0x80)) on_return(thread);
  else if (event == 0) delivered = signal;
  ptrace(request, thread, NULL, delivered);
}

/* Stops at the calls that can be armed, or at all. */
static void install_filter(int all) {
  struct sock_filter filter[COUNT * 2 + 2];
  unsigned short length = 0;
  filter[length++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
  for (int index = 0; !all && index < ARMABLE; index++) {
    if (calls[index] < 0) continue;
    filter[length++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)calls[index], 0, 1);
    filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE);
  }
  filter[length++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, all ? SECCOMP_RET_TRACE : SECCOMP_RET_ALLOW);
  const struct sock_fprog program = {length, filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) die("prctl");
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) die("seccomp");
}

static pid_t start(int all, char **command) {
  int go[2];
  char byte = 0;
  if (pipe(go) != 0) die("pipe");
  const pid_t child = fork();
  if (child < 0) die("fork");
  if (child == 0) {
    close(go[1]);
    if (read(go[0], &byte, 1) != 1) _exit(127);
    close(go[0]);
    install_filter(all);
    execvp(command[0], command);
    die(command[0]);
  }
  /* What the filter stops without a tracer fails with ENOSYS: so the child goes on only now. */
  const long options = PTRACE_O_TRACESECCOMP | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC |
                       PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SEIZE, child, NULL, options) != 0) die("the system does not allow ptrace(2)");
  if (write(go[1], &byte, 1) != 1) die("write");
  close(go[0]);
  close(go[1]);
  return child;
}

int main(int count, char **arguments) {
  const int all = count > 1 && strcmp(arguments[1], "--all") == 0;
  if (count < 2 + all) return fprintf(stderr, "usage: injector [--all] command...\n"), 127;
  obey(0, RESET, 0);
  const pid_t child = start(all, arguments + 1 + all);
  int result = 127;
  for (;;) {
    int status;
    const pid_t thread = waitpid(-1, &status, __WALL);
    if (thread < 0 && errno == EINTR) continue;
    if (thread < 0) return result;
    if (WIFSTOPPED(status)) on_stop(thread, status);
    else if (thread == child) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}
