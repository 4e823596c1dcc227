// The wait thread of wait-thread.c, for hosts that do not lend out their event loop; loop-watcher.cc is for those that do.
#include "watcher.h"

#include "../../core/native/wait-thread.h"
#include "support.h"

namespace pollio {
namespace {

// start_wait_thread(poller, wakeFd, onReady): a handle, or undefined if no thread could be started.
napi_value start_wait_thread(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  void *thread = pollio_wait_thread_start(env, in.integer(0), in.integer(1), in.value(2));
  napi_value handle = nullptr;
  // No finalizer: whoever started the thread must stop it, and the end of the environment does so too.
  if (thread != nullptr) napi_create_external(env, thread, nullptr, nullptr, &handle);
  return handle;
}

// stop_wait_thread(handle), once.
napi_value stop_wait_thread(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  void *thread = nullptr;
  if (napi_get_value_external(env, in.value(0), &thread) == napi_ok) pollio_wait_thread_stop(thread);
  return nullptr;
}

}  // namespace

void add_watcher(napi_env env, napi_value exports) {
  add_function(env, exports, "start_wait_thread", start_wait_thread);
  add_function(env, exports, "stop_wait_thread", stop_wait_thread);
  add_loop_watcher(env, exports);
  add_thread_end(env, exports);
}

}  // namespace pollio
