/* What the headers of this folder share. They stand before the system's own when something is compiled as if on Darwin: each of
 * them lets the system's header in (include_next) with the names that are different there out of the way, and then gives those
 * Apple's declarations and values.
 *
 * A function is bound to the double's by its prefixed name, because the C library's `socket` would be found first. */
#pragma once

#define DARWIN_FUNCTION(name) __asm__("darwin_" #name)

#ifdef __cplusplus
#define DARWIN_BEGIN extern "C" {
#define DARWIN_END }
#else
#define DARWIN_BEGIN
#define DARWIN_END
#endif
