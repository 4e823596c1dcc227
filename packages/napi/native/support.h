// What the generated calls share: reading arguments, returning results, arguments bound beforehand. This is the hot path, so it uses
// the C API beneath node-addon-api, whose CallbackInfo alone costs more than the rest of a wait.
#pragma once

#include <node_api.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>

namespace pollio {

// Base class of everything allocated here. It uses malloc, never operator new of the C++ library: a prebuilt addon then needs only the
// libc of its process, and one file serves glibc and musl (tools/prebuilds).
struct Allocated {
  static void *operator new(std::size_t size) {
    void *memory = std::malloc(size);
    if (memory == nullptr) std::abort();
    return memory;
  }
  static void operator delete(void *memory) { std::free(memory); }
};

// Bound arguments of calls, in numbered slots, so that one function serves all pollers. With a function for each poller, a call would
// cost some 25 ns more as soon as there are two: V8 is fast only where a call site always calls the same function. Each environment
// has one table, which every function gets as its data pointer.
class Slots : public Allocated {
 public:
  // A slot, and the arguments of one call.
  static constexpr std::size_t kFrameWords = 4;

  // Where bound calls find their arguments and leave their result: the memory of a JavaScript array.
  int32_t *frame = nullptr;

  Slots() = default;
  Slots(const Slots &) = delete;
  Slots &operator=(const Slots &) = delete;
  ~Slots() { std::free(slots_); }

  template <typename State>
  int add(const State &state) {
    static_assert(sizeof(State) <= sizeof(Slot::bytes) && std::is_trivially_copyable<State>::value,
                  "a state must fit its slot");
    if (free_ == kNone) grow();
    const int slot = free_;
    free_ = slots_[slot].next;
    slots_[slot].type = type_of<State>();
    std::memcpy(slots_[slot].bytes, &state, sizeof(State));
    return slot;
  }

  // The state bound to a slot; nullptr if the slot holds none of this type.
  template <typename State>
  const State *at(int slot) const {
    if (slot < 0 || slot >= count_ || slots_[slot].type != type_of<State>()) return nullptr;
    return reinterpret_cast<const State *>(slots_[slot].bytes);
  }

  // Frees a slot, once JavaScript has collected the object that held its number.
  void release(int slot) {
    if (slot >= 0 && slot < count_ && slots_[slot].type != nullptr) free_slot(slot);
  }

 private:
  static constexpr int kNone = -1;

  struct Slot {
    const void *type;  // of the state that is bound here; nullptr where the slot is free
    union alignas(8) {
      unsigned char bytes[32];
      int next;  // of a free slot: the next free one
    };
  };

  // One address for each type.
  template <typename State>
  static const void *type_of() {
    static char type;
    return &type;
  }

  void free_slot(int slot) {
    slots_[slot].type = nullptr;
    slots_[slot].next = free_;
    free_ = slot;
  }

  void grow() {
    const int count = count_ == 0 ? 16 : count_ * 2;
    auto *slots = static_cast<Slot *>(std::realloc(slots_, static_cast<std::size_t>(count) * sizeof(Slot)));
    if (slots == nullptr) std::abort();
    slots_ = slots;
    // Last to first, so that the lowest number is used next.
    for (int slot = count - 1; slot >= count_; slot--) free_slot(slot);
    count_ = count;
  }

  Slot *slots_ = nullptr;
  int count_ = 0;
  int free_ = kNone;
};

// The bytes of an element of a typed array.
inline std::size_t element_size(napi_typedarray_type type) {
  switch (type) {
    case napi_int8_array:
    case napi_uint8_array:
    case napi_uint8_clamped_array:
      return 1;
    case napi_int16_array:
    case napi_uint16_array:
      return 2;
    case napi_int32_array:
    case napi_uint32_array:
    case napi_float32_array:
      return 4;
    case napi_float64_array:
    case napi_bigint64_array:
    case napi_biguint64_array:
      return 8;
    default:
      return 0;
  }
}

// An array or a part of it; nullptr where there is no such array, or the part is not inside.
struct Window {
  char *data = nullptr;
  std::size_t size = 0;
};

// The arguments of one call. They were checked in JavaScript; what is no integer reads as 0, and never as garbage. Memory is
// checked again here, because the kernel writes wherever it is pointed at.
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

  // A size, an address or a position: JavaScript's numbers are exact up to 2^53.
  int64_t wide_integer(std::size_t index) const {
    int64_t value = 0;
    napi_get_value_int64(env_, values_[index], &value);
    return value;
  }

  // A typed array's bytes, for the duration of this call: those that the engine knows of, whatever its properties say.
  Window whole(std::size_t index) const {
    void *data = nullptr;
    std::size_t elements = 0;
    napi_typedarray_type type = napi_uint8_array;
    if (napi_get_typedarray_info(env_, values_[index], &type, &elements, &data, nullptr, nullptr) != napi_ok) return {};
    // An empty array may have no memory at all.
    static char nothing;
    return {data == nullptr ? &nothing : static_cast<char *>(data), elements * element_size(type)};
  }

  // All of an array that must have this many bytes.
  Window at_least(std::size_t index, std::size_t least) const {
    const Window all = whole(index);
    return all.size < least ? Window{} : all;
  }

  // The part of an array that two arguments name, in bytes.
  Window part(std::size_t index, std::size_t offset_index, std::size_t length_index) const {
    const Window all = whole(index);
    const std::size_t offset = unsigned_integer(offset_index);
    const std::size_t length = unsigned_integer(length_index);
    if (all.data == nullptr || offset > all.size || length > all.size - offset) return {};
    return {all.data + offset, length};
  }

  // The address of a block; NULL for an array without elements.
  char *block(std::size_t index) const {
    const Window all = whole(index);
    return all.size == 0 ? nullptr : all.data;
  }

  napi_value value(std::size_t index) const { return values_[index]; }

  Slots &slots() const { return *static_cast<Slots *>(data_); }

  // Stores a new state and returns its slot to JavaScript.
  template <typename State>
  napi_value bind(const State &state) {
    napi_value slot = nullptr;
    napi_create_int32(env_, slots().add(state), &slot);
    return slot;
  }

 private:
  napi_env env_;
  napi_value values_[N] = {};
  void *data_ = nullptr;
};

// A bound call: its arguments are in the frame, the slot first, which the result replaces. JavaScript reads and writes words of an
// Int32Array; converting real arguments and results would cost 3 to 5 ns each.
class Frame {
 public:
  explicit Frame(napi_env env) {
    void *slots = nullptr;
    napi_get_instance_data(env, &slots);
    slots_ = static_cast<Slots *>(slots);
  }

  // What was bound beforehand; nullptr where nothing like it was.
  template <typename State>
  const State *bound() const {
    return slots_->at<State>(slots_->frame[0]);
  }

  int integer(std::size_t index) const { return slots_->frame[index]; }

  // A result ≥ 0, or -errno.
  napi_value outcome(long value) const {
    slots_->frame[0] = static_cast<int32_t>(value);
    return nullptr;
  }

  // The result of a function of the C library; errno is read before anything else can change it.
  napi_value result(long value) const { return outcome(value < 0 ? -errno : value); }

 private:
  Slots *slots_;
};

// Exports the frame, an Int32Array. Each load of the addon makes one, which lives for as long as the environment and never moves.
inline void add_frame(napi_env env, napi_value exports, Slots *slots) {
  void *memory = nullptr;
  napi_value buffer = nullptr;
  napi_value frame = nullptr;
  napi_ref kept = nullptr;
  if (napi_create_arraybuffer(env, Slots::kFrameWords * sizeof(int32_t), &memory, &buffer) != napi_ok ||
      napi_create_typedarray(env, napi_int32_array, Slots::kFrameWords, buffer, 0, &frame) != napi_ok ||
      napi_create_reference(env, buffer, 1, &kept) != napi_ok) {
    return;
  }
  slots->frame = static_cast<int32_t *>(memory);
  napi_set_named_property(env, exports, "frame", frame);
}

// Returns a result ≥ 0, or -errno, which is read before anything else can change it.
inline napi_value result(napi_env env, long value) {
  const int32_t word = static_cast<int32_t>(value < 0 ? -errno : value);
  napi_value out = nullptr;
  napi_create_int32(env, word, &out);
  return out;
}

// -EFAULT, for memory that is not where an argument says.
inline napi_value fault(napi_env env) {
  napi_value out = nullptr;
  napi_create_int32(env, -EFAULT, &out);
  return out;
}

// (slot) => undefined
inline napi_value release(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  in.slots().release(in.integer(0));
  return nullptr;
}

// Adds the hand-written functions; see written.cc.
void add_written(napi_env env, napi_value exports);

// The address of an array's bytes as a number: it proves that the kernel always writes to the same place.
inline napi_value address(napi_env env, napi_callback_info info) {
  Arguments<1> in(env, info);
  napi_value out = nullptr;
  napi_create_double(env, static_cast<double>(reinterpret_cast<std::uintptr_t>(in.whole(0).data)), &out);
  return out;
}

}  // namespace pollio
