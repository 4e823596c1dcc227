// The wait thread of wait-thread.c, for hosts that do not lend out their event loop; loop-watcher.cc is for those that do.
#include "watcher.h"

#include "../../core/native/wait-thread.h"
#include "support.h"

namespace pollio {
namespace {

napi_value number(napi_env env, int value) {
  napi_value out = nullptr;
  napi_create_int32(env, value, &out);
  return out;
}

// start_wait_thread(poller, wakeFd, one, onReport): a handle, or -errno.
napi_value start_wait_thread(napi_env env, napi_callback_info info) {
  Arguments<4> in(env, info);
  const long thread = pollio_wait_thread_start(env, in.integer(0), in.integer(1), in.integer(2), in.value(3));
  if (thread < 0) return number(env, static_cast<int>(thread));
  napi_value handle = nullptr;
  // No finalizer: the caller that started the thread must stop it, and the end of the environment does so too.
  napi_create_external(env, reinterpret_cast<void *>(thread), nullptr, nullptr, &handle);
  return handle;
}

// stop_wait_thread(handle, one), once: see pollio_wait_thread_stop. `one` has room for an event.
napi_value stop_wait_thread(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  void *thread = nullptr;
  if (napi_get_value_external(env, in.value(0), &thread) != napi_ok) return nullptr;
  return number(env, pollio_wait_thread_stop(thread, in.block(1)));
}

}  // namespace

void add_watcher(napi_env env, napi_value exports) {
  add_function(env, exports, "start_wait_thread", start_wait_thread);
  add_function(env, exports, "stop_wait_thread", stop_wait_thread);
  add_loop_watcher(env, exports);
  add_thread_end(env, exports);
}

}  // namespace pollio
