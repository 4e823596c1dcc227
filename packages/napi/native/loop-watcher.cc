// A descriptor watched by the host's own event loop: uv_poll (https://docs.libuv.org/en/v1.x/poll.html). A handle stays started after
// it has called, and stops when it fires while not armed: packages/core/src/waits/uv-watcher.ts says why, and does the same.
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

// Says that the loop watches the descriptor already.
constexpr int kWatched = 1;

// 0, kWatched, or -errno if the loop cannot watch the descriptor. libuv ends the process if the loop's epoll refuses one, because it asks only
// once it polls. So the kernel is asked before that, for the same registration: libuv then finds it there and changes it. To be
// called behind uv_poll_start, which takes a registration out.
int refusal([[maybe_unused]] const uv_loop_t *loop, int fd) {
#if defined(__linux__)
  struct epoll_event event = {};
  if (::epoll_ctl(uv_backend_fd(loop), EPOLL_CTL_ADD, fd, &event) == 0) return 0;
  return errno == EEXIST ? kWatched : -errno;
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
    // If the descriptor was closed from outside, the loop does not know.
    if (started_ && refusal(poll_.loop, fd_) != kWatched) stop();
    const int error = started_ ? 0 : start();
    if (error != 0) return error;
    armed_ = true;
    count();
    hold();
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
    referenced_ = referenced;
    if (!closed_) count();
  }

 private:
  LoopWatcher(napi_env env, int fd) : env_(env), fd_(fd) {}

  int start() {
    const int error = uv_poll_start(&poll_, UV_READABLE, on_poll);
    if (error != 0) return error;
    started_ = true;
    const int refused = refusal(poll_.loop, fd_);
    if (refused < 0) stop();
    return refused < 0 ? refused : 0;
  }

  void stop() {
    uv_poll_stop(&poll_);
    started_ = false;
  }

  // It keeps the process alive only while it is armed.
  void count() {
    auto *handle = reinterpret_cast<uv_handle_t *>(&poll_);
    armed_ && referenced_ ? uv_ref(handle) : uv_unref(handle);
  }

  static void on_poll(uv_poll_t *poll, int status, int) {
    auto *self = static_cast<LoopWatcher *>(poll->data);
    // libuv stops it when it reports an error.
    if (status < 0) self->started_ = false;
    if (!self->armed_) {
      self->stop();
      return;
    }
    const napi_env env = self->env_;
    napi_handle_scope scope = nullptr;
    napi_open_handle_scope(env, &scope);
    self->fire(env);
    napi_close_handle_scope(env, scope);
  }

  // The callback may close. It returns whether it stays armed; if it throws, it does, for nobody can say then.
  void fire(napi_env env) {
    napi_value on_readable = nullptr;
    napi_value global = nullptr;
    napi_value result = nullptr;
    bool again = true;
    napi_get_reference_value(env, on_readable_, &on_readable);
    napi_get_global(env, &global);
    armed_ = false;
    // Afterwards this runs process.nextTick callbacks and microtasks.
    if (napi_make_callback(env, nullptr, global, on_readable, 0, nullptr, &result) != napi_ok) raise(env);
    else napi_get_value_bool(env, result, &again);
    if (closed_ || armed_) return;
    // A microtask may have armed it again, and have been refused.
    armed_ = again && started_;
    count();
    if (!armed_) let_go();
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

  // While it is armed, it holds itself.
  void hold() {
    if (held_) return;
    held_ = true;
    napi_reference_ref(env_, on_readable_, nullptr);
    napi_reference_ref(env_, handle_, nullptr);
  }

  void let_go() {
    held_ = false;
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
  bool started_ = false;
  bool armed_ = false;
  bool held_ = false;
  bool referenced_ = true;
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

LoopWatcher *unwrap(napi_env env, napi_value handle) {
  void *watcher = nullptr;
  napi_get_value_external(env, handle, &watcher);
  return static_cast<LoopWatcher *>(watcher);
}

LoopWatcher *unwrap(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  return unwrap(env, in.value(0));
}

// watch_arm(handle): 0 or -errno.
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
