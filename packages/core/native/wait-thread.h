/* See wait-thread.c. */
#pragma once

#include <node_api.h>

#ifdef __cplusplus
extern "C" {
#endif

void *pollio_wait_thread_start(napi_env env, int poller, int wake_fd, napi_value on_ready);
void pollio_wait_thread_stop(void *thread);

#ifdef __cplusplus
}
#endif
