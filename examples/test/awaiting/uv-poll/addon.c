/* What people write to await a descriptor in Node: an addon on uv_poll (https://docs.libuv.org/en/v1.x/poll.html). */
#include <node_api.h>
#include <stdlib.h>
#include <uv.h>

struct watcher {
  uv_poll_t poll;
  napi_env env;
  napi_ref callback;
};

static void on_poll(uv_poll_t *poll, int status, int events) {
  struct watcher *self = poll->data;
  napi_handle_scope scope;
  napi_value callback, global;
  (void)status, (void)events;
  napi_open_handle_scope(self->env, &scope);
  napi_get_reference_value(self->env, self->callback, &callback);
  napi_get_global(self->env, &global);
  napi_make_callback(self->env, NULL, global, callback, 0, NULL, NULL);
  napi_close_handle_scope(self->env, scope);
}

/* poll(fd, callback): calls back while the descriptor is readable. */
static napi_value poll_fd(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t count = 2;
  int32_t fd;
  uv_loop_t *loop;
  struct watcher *self = malloc(sizeof *self);
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_int32(env, arguments[0], &fd);
  self->env = env;
  self->poll.data = self;
  napi_create_reference(env, arguments[1], 1, &self->callback);
  if (napi_get_uv_event_loop(env, &loop) != napi_ok || uv_poll_init(loop, &self->poll, fd) != 0 ||
      uv_poll_start(&self->poll, UV_READABLE, on_poll) != 0)
    napi_throw_error(env, NULL, "uv_poll refused");
  return NULL;
}

NAPI_MODULE_INIT() {
  napi_value poll;
  napi_create_function(env, "poll", NAPI_AUTO_LENGTH, poll_fd, NULL, &poll);
  napi_set_named_property(env, exports, "poll", poll);
  return exports;
}
