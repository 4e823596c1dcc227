// The hand-written functions, besides the generated syscalls.

#if defined(__linux__) && !defined(POLLIO_KQUEUE)
#include <sys/epoll.h>
#endif

#include "support.h"
#include "watcher.h"

namespace pollio {

#if defined(__linux__) && !defined(POLLIO_KQUEUE)

namespace {

// Words of one change: the descriptor and the two halves of the user data; see CHANGE_WORDS in packages/core/src/backend/seam.ts.
constexpr std::size_t kChangeWords = 3;

// (epfd, op, mask, changes: Int32Array, count) => how many succeeded
napi_value control_all(napi_env env, napi_callback_info info) {
  Arguments<5> in(env, info);
  const int epfd = in.integer(0);
  const int op = in.integer(1);
  const auto mask = static_cast<uint32_t>(in.integer(2));
  const Window memory = in.whole(3);
  auto *changes = reinterpret_cast<int32_t *>(memory.data);
  const std::size_t room = memory.size / (kChangeWords * sizeof(int32_t));
  const std::size_t wanted = in.unsigned_integer(4);
  const std::size_t count = wanted < room ? wanted : room;
  std::size_t done = 0;
  for (; done < count; done++) {
    int32_t *change = changes + done * kChangeWords;
    struct epoll_event event = {};
    event.events = mask;
    event.data.u64 = static_cast<uint64_t>(static_cast<uint32_t>(change[2])) << 32 | static_cast<uint32_t>(change[1]);
    if (::epoll_ctl(epfd, op, change[0], &event) != 0) {
      change[1] = -errno;
      break;
    }
  }
  return result(env, static_cast<long>(done));
}

}  // namespace

static void add_batches(napi_env env, napi_value exports) { add_function(env, exports, "controlAll", control_all); }

#else

// kqueue's registrations are made one by one: each first checks whether it is there already.
static void add_batches(napi_env, napi_value) {}

#endif

void add_written(napi_env env, napi_value exports) {
  add_batches(env, exports);
  add_watcher(env, exports);
}

}  // namespace pollio
