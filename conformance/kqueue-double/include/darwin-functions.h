/* What the headers in this folder share. They precede the system's own for code compiled as if on Darwin: each includes the
 * system's header (include_next) with the names that differ renamed, and then declares those as Apple does.
 *
 * A function is bound to the double by its prefixed name, because the C library's `socket` would be found first. */
#pragma once

#define DARWIN_FUNCTION(name) __asm__("darwin_" #name)

#ifdef __cplusplus
#define DARWIN_BEGIN extern "C" {
#define DARWIN_END }
#else
#define DARWIN_BEGIN
#define DARWIN_END
#endif
