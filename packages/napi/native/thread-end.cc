// Gives a poller's descriptors back when its thread ends without running JavaScript, as a terminated worker does.
#include <unistd.h>

#include <atomic>

#include "support.h"
#include "watcher.h"

namespace pollio {
namespace {

// The waker's shared word; see packages/core/src/poller/waker.ts.
constexpr int32_t kClosed = 0x40000000;
constexpr int32_t kInside = kClosed - 1;

// Milliseconds that the end of a thread waits for a thread that was terminated inside `wake`.
constexpr int kPatienceMs = 1000;

class Ending : public Allocated {
 public:
  Ending(napi_env env, int fd, int wake_fd, napi_value state, char *word)
      : env_(env), fd_(fd), wake_fd_(wake_fd), word_(reinterpret_cast<std::atomic<int32_t> *>(word)) {
    napi_create_reference(env, state, 1, &state_);
    napi_add_env_cleanup_hook(env, on_cleanup, this);
  }

  void forget() {
    napi_remove_env_cleanup_hook(env_, on_cleanup, this);
    napi_delete_reference(env_, state_);
    delete this;
  }

 private:
  static void on_cleanup(void *data) {
    auto *self = static_cast<Ending *>(data);
    // No thread may be about to write to a number that another file is about to get.
    if (self->close_waker() && self->wake_fd_ >= 0) ::close(self->wake_fd_);
    ::close(self->fd_);
    delete self;
  }

  bool close_waker() {
    word_->fetch_or(kClosed);
    for (int waited = 0; (word_->load() & kInside) != 0; waited++) {
      if (waited >= kPatienceMs) return false;
      ::usleep(1000);
    }
    return true;
  }

  napi_env env_;
  int fd_;
  int wake_fd_;
  std::atomic<int32_t> *word_;
  napi_ref state_ = nullptr;
};

// close_at_end(fd, wakeFd, state: Int32Array): a handle, or undefined.
napi_value close_at_end(napi_env env, napi_callback_info info) {
  Arguments<3> in(env, info);
  char *word = in.block(2);
  napi_value handle = nullptr;
  if (word == nullptr) return handle;
  auto *ending = new Ending(env, in.integer(0), in.integer(1), in.value(2), word);
  napi_create_external(env, ending, nullptr, nullptr, &handle);
  return handle;
}

// keep_at_end(handle), once.
napi_value keep_at_end(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  void *ending = nullptr;
  if (napi_get_value_external(env, in.value(0), &ending) == napi_ok) static_cast<Ending *>(ending)->forget();
  return nullptr;
}

}  // namespace

void add_thread_end(napi_env env, napi_value exports) {
  add_function(env, exports, "close_at_end", close_at_end);
  add_function(env, exports, "keep_at_end", keep_at_end);
}

}  // namespace pollio
