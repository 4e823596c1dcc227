// What the generated calls share: arguments out of JavaScript, results into it, functions with bound arguments.
// The C API beneath node-addon-api is used here, because this is the hot path: node-addon-api's CallbackInfo alone costs more
// than the rest of a wait.
#pragma once

#include <node_api.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>

namespace pollio {

// The arguments of one call. They were checked in JavaScript; what is no integer reads as 0, and never as garbage.
template <std::size_t N>
class Arguments {
 public:
  Arguments(napi_env env, napi_callback_info info) : env_(env) {
    std::size_t count = N;
    napi_get_cb_info(env, info, &count, values_, nullptr, &data_);
  }

  int integer(std::size_t index) const {
    int32_t value = 0;
    napi_get_value_int32(env_, values_[index], &value);
    return value;
  }

  unsigned unsigned_integer(std::size_t index) const {
    uint32_t value = 0;
    napi_get_value_uint32(env_, values_[index], &value);
    return value;
  }

  // Where a Uint8Array's or Int32Array's bytes are, for the duration of this call. NULL when it is none, so that the kernel
  // answers EFAULT.
  char *bytes(std::size_t index, std::size_t *length = nullptr) const {
    void *data = nullptr;
    std::size_t elements = 0;
    napi_typedarray_type type = napi_uint8_array;
    if (napi_get_typedarray_info(env_, values_[index], &type, &elements, &data, nullptr, nullptr) != napi_ok) {
      elements = 0;
    }
    if (length != nullptr) *length = type == napi_int32_array ? elements * sizeof(int32_t) : elements;
    return static_cast<char *>(data);
  }

  napi_value value(std::size_t index) const { return values_[index]; }

  // What the function was made with; see bound().
  template <typename State>
  const State &state() const {
    return *static_cast<const State *>(data_);
  }

 private:
  napi_env env_;
  napi_value values_[N] = {};
  void *data_ = nullptr;
};

// A result ≥ 0, or -errno, which is read before anything else can change it.
inline napi_value result(napi_env env, long value) {
  const int32_t word = static_cast<int32_t>(value < 0 ? -errno : value);
  napi_value out = nullptr;
  napi_create_int32(env, word, &out);
  return out;
}

// The state of a bound function, and the reference that keeps the kernel's memory alive for as long as the function lives.
template <typename State>
struct Bound {
  State state;  // first: the function's data pointer is the state's address
  napi_ref memory;

  static void finalize(napi_env env, void *data, void *) {
    auto *bound = static_cast<Bound *>(data);
    napi_delete_reference(env, bound->memory);
    delete bound;
  }
};

// A JavaScript function that calls `call` with `state` beside its arguments.
template <typename State>
napi_value bound(napi_env env, napi_callback call, const State &state, napi_value memory) {
  auto *data = new Bound<State>{state, nullptr};
  napi_value function = nullptr;
  if (napi_create_reference(env, memory, 1, &data->memory) != napi_ok ||
      napi_create_function(env, nullptr, 0, call, data, &function) != napi_ok ||
      napi_add_finalizer(env, function, data, Bound<State>::finalize, nullptr, nullptr) != napi_ok) {
    napi_throw_error(env, "ERR_POLLIO_ADDON", "pollio: the runtime could not make a bound function");
    return nullptr;
  }
  return function;
}

// Registers what is written by hand; see written.cc.
void add_written(napi_env env, napi_value exports);

// Where an array's bytes are, as a number: for the proof that the kernel always writes to the same place.
inline napi_value address(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  napi_value out = nullptr;
  napi_create_double(env, static_cast<double>(reinterpret_cast<std::uintptr_t>(in.bytes(0))), &out);
  return out;
}

}  // namespace pollio
