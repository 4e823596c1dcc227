/* A library that says that it was loaded: it makes the file that PLANTED names. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

__attribute__((constructor)) static void say(void) {
  const char *path = getenv("PLANTED");
  if (path != NULL) close(open(path, O_CREAT | O_WRONLY, 0600));
}
