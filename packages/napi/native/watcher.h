// Watching a descriptor from the host's event loop, for packages/napi/src/watcher.ts.
#pragma once

#include <node_api.h>

namespace pollio {

// Adds the functions to the addon's exports. Never throws.
void add_watcher(napi_env env, napi_value exports);

// In loop-watcher.cc; add_watcher calls it.
void add_loop_watcher(napi_env env, napi_value exports);

// In thread-end.cc; add_watcher calls it.
void add_thread_end(napi_env env, napi_value exports);

inline void add_function(napi_env env, napi_value exports, const char *name, napi_callback call) {
  napi_value function = nullptr;
  if (napi_create_function(env, name, NAPI_AUTO_LENGTH, call, nullptr, &function) == napi_ok) {
    napi_set_named_property(env, exports, name, function);
  }
}

}  // namespace pollio
