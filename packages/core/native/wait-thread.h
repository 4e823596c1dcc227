/* See wait-thread.c. */
#pragma once

#include <node_api.h>

#ifdef __cplusplus
extern "C" {
#endif

long pollio_wait_thread_start(napi_env env, int poller, int wake_fd, int one, napi_value on_report);
int pollio_wait_thread_stop(void *thread, void *one);

#ifdef __cplusplus
}
#endif
