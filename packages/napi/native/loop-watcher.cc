// A descriptor watched by the host's own event loop: uv_poll (https://docs.libuv.org/en/v1.x/poll.html), started for one
// call at a time.
#include <fcntl.h>
#include <unistd.h>
#include <uv.h>

#if defined(__linux__)
#include <sys/epoll.h>
#endif

#include "support.h"
#include "watcher.h"

// Deno exports some of these only and Bun ends the process in others; neither calls them (watcher.ts). A strong one that is missing
// would keep the addon from being loaded.
#pragma weak uv_backend_fd
#pragma weak uv_poll_init
#pragma weak uv_poll_start
#pragma weak uv_poll_stop
#pragma weak uv_close
#pragma weak uv_ref
#pragma weak uv_unref

namespace pollio {
namespace {

// 0, or -errno if the loop cannot watch the descriptor. libuv ends the process if the loop's epoll refuses one, because it asks only
// once it polls. So the kernel is asked before that, for the same registration: libuv then finds it there and changes it. To be
// called behind uv_poll_start, which takes a registration out.
int refusal([[maybe_unused]] const uv_loop_t *loop, int fd) {
#if defined(__linux__)
  struct epoll_event event = {};
  return ::epoll_ctl(uv_backend_fd(loop), EPOLL_CTL_ADD, fd, &event) == 0 || errno == EEXIST ? 0 : -errno;
#else
  return ::fcntl(fd, F_GETFD) < 0 ? -errno : 0;
#endif
}

// It lives until libuv, whose close is asynchronous, and JavaScript's handle have both released it.
class LoopWatcher : public Allocated {
 public:
  // Returns NULL if libuv refuses, with -errno in `error`.
  static LoopWatcher *open(napi_env env, int fd, napi_value on_readable, int *error) {
    uv_loop_t *loop = nullptr;
    napi_get_uv_event_loop(env, &loop);
    auto *watcher = new LoopWatcher(env, fd);
    *error = loop == nullptr ? UV_ENOTSUP : uv_poll_init(loop, &watcher->poll_, fd);
    if (*error != 0) {
      delete watcher;
      return nullptr;
    }
    watcher->poll_.data = watcher;
    napi_create_reference(env, on_readable, 0, &watcher->on_readable_);
    // A handle that is still open when its environment ends (when its worker is terminated, say) aborts the process.
    napi_add_async_cleanup_hook(env, on_cleanup, watcher, &watcher->hook_);
    return watcher;
  }

  // The handle that JavaScript holds. We keep it, and the callback, alive only while armed.
  napi_value handle() {
    napi_value handle = nullptr;
    if (napi_create_external(env_, this, on_finalize, nullptr, &handle) == napi_ok) {
      napi_create_reference(env_, handle, 0, &handle_);
    }
    return handle;
  }

  // 0 or -errno.
  int arm() {
    if (closed_ || armed_) return 0;
    const int error = uv_poll_start(&poll_, UV_READABLE, on_poll);
    if (error != 0) return error;
    const int refused = refusal(poll_.loop, fd_);
    if (refused != 0) {
      uv_poll_stop(&poll_);
      return refused;
    }
    armed_ = true;
    napi_reference_ref(env_, on_readable_, nullptr);
    napi_reference_ref(env_, handle_, nullptr);
    return 0;
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    napi_delete_reference(env_, on_readable_);
    napi_delete_reference(env_, handle_);
    // This removes the descriptor from the loop's epoll before it returns.
    uv_close(reinterpret_cast<uv_handle_t *>(&poll_), on_close);
  }

  void reference(bool referenced) {
    if (closed_) return;
    auto *handle = reinterpret_cast<uv_handle_t *>(&poll_);
    referenced ? uv_ref(handle) : uv_unref(handle);
  }

 private:
  LoopWatcher(napi_env env, int fd) : env_(env), fd_(fd) {}

  static void on_poll(uv_poll_t *poll, int, int) {
    auto *self = static_cast<LoopWatcher *>(poll->data);
    const napi_env env = self->env_;
    napi_handle_scope scope = nullptr;
    napi_open_handle_scope(env, &scope);
    self->fire(env);
    napi_close_handle_scope(env, scope);
  }

  // The callback may arm again, or close.
  void fire(napi_env env) {
    napi_value on_readable = nullptr;
    napi_value global = nullptr;
    napi_get_reference_value(env, on_readable_, &on_readable);
    napi_get_global(env, &global);
    disarm();
    // Afterwards this runs process.nextTick callbacks and microtasks.
    if (napi_make_callback(env, nullptr, global, on_readable, 0, nullptr, nullptr) != napi_ok) raise(env);
  }

  // Turns what was thrown into an uncaughtException. Nothing was thrown if the call was refused because the worker is terminated.
  static void raise(napi_env env) {
    bool thrown = false;
    napi_value error = nullptr;
    if (napi_is_exception_pending(env, &thrown) == napi_ok && thrown &&
        napi_get_and_clear_last_exception(env, &error) == napi_ok) {
      napi_fatal_exception(env, error);
    }
  }

  void disarm() {
    uv_poll_stop(&poll_);
    armed_ = false;
    napi_reference_unref(env_, on_readable_, nullptr);
    napi_reference_unref(env_, handle_, nullptr);
  }

  static void on_cleanup(napi_async_cleanup_hook_handle, void *self) { static_cast<LoopWatcher *>(self)->close(); }

  static void on_close(uv_handle_t *handle) {
    auto *self = static_cast<LoopWatcher *>(handle->data);
    napi_remove_async_cleanup_hook(self->hook_);
    self->release();
  }

  // JavaScript dropped the handle: it was closed, or never armed again.
  static void on_finalize(napi_env, void *data, void *) {
    auto *self = static_cast<LoopWatcher *>(data);
    self->close();
    self->release();
  }

  void release() {
    if (--users_ == 0) delete this;
  }

  uv_poll_t poll_{};
  napi_env env_;
  int fd_;
  napi_ref on_readable_ = nullptr;
  napi_ref handle_ = nullptr;
  napi_async_cleanup_hook_handle hook_ = nullptr;
  int users_ = 2;
  bool armed_ = false;
  bool closed_ = false;
};

napi_value number(napi_env env, int value) {
  napi_value out = nullptr;
  napi_create_int32(env, value, &out);
  return out;
}

// watch(fd, onReadable): a handle for the other functions, or -errno.
napi_value watch(napi_env env, napi_callback_info info) {
  Arguments<2> in(env, info);
  int error = 0;
  LoopWatcher *watcher = LoopWatcher::open(env, in.integer(0), in.value(1), &error);
  return watcher == nullptr ? number(env, error) : watcher->handle();
}

LoopWatcher *unwrap(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  void *watcher = nullptr;
  napi_get_value_external(env, in.value(0), &watcher);
  return static_cast<LoopWatcher *>(watcher);
}

// 0 or -errno.
napi_value watch_arm(napi_env env, napi_callback_info info) {
  LoopWatcher *watcher = unwrap(env, info);
  return number(env, watcher == nullptr ? UV_EINVAL : watcher->arm());
}

napi_value watch_close(napi_env env, napi_callback_info info) {
  if (LoopWatcher *watcher = unwrap(env, info)) watcher->close();
  return nullptr;
}

napi_value watch_ref(napi_env env, napi_callback_info info) {
  if (LoopWatcher *watcher = unwrap(env, info)) watcher->reference(true);
  return nullptr;
}

napi_value watch_unref(napi_env env, napi_callback_info info) {
  if (LoopWatcher *watcher = unwrap(env, info)) watcher->reference(false);
  return nullptr;
}

}  // namespace

void add_loop_watcher(napi_env env, napi_value exports) {
  add_function(env, exports, "watch", watch);
  add_function(env, exports, "watch_arm", watch_arm);
  add_function(env, exports, "watch_close", watch_close);
  add_function(env, exports, "watch_ref", watch_ref);
  add_function(env, exports, "watch_unref", watch_unref);
}

}  // namespace pollio
