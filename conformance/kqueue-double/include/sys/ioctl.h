/* Apple's sys/ioctl.h, sys/ttycom.h and sys/filio.h; a struct winsize is the same. */
#pragma once

#define ioctl linux_ioctl
#include_next <sys/ioctl.h>
#undef ioctl

#include "../darwin-functions.h"

DARWIN_BEGIN
int ioctl(int, unsigned long, ...) DARWIN_FUNCTION(ioctl);
DARWIN_END

#undef FIONREAD
#undef FIONBIO
#undef FIONCLEX
#undef FIOCLEX
#undef TIOCEXCL
#undef TIOCNXCL
#undef TIOCSCTTY
#undef TIOCGPGRP
#undef TIOCSPGRP
#undef TIOCOUTQ
#undef TIOCGWINSZ
#undef TIOCSWINSZ
#undef TIOCMGET
#undef TIOCMSET
#undef TIOCMBIS
#undef TIOCMBIC
#undef TIOCPKT
#undef TIOCNOTTY
#undef TIOCSBRK
#undef TIOCCBRK
#undef TIOCPTYGRANT
#undef TIOCPTYUNLK
#undef TIOCPTYGNAME
#define FIONREAD 0x4004667f
#define FIONBIO 0x8004667e
#define FIONCLEX 0x20006602
#define FIOCLEX 0x20006601
#define TIOCEXCL 0x2000740d
#define TIOCNXCL 0x2000740e
#define TIOCSCTTY 0x20007461
#define TIOCGPGRP 0x40047477
#define TIOCSPGRP 0x80047476
#define TIOCOUTQ 0x40047473
#define TIOCGWINSZ 0x40087468
#define TIOCSWINSZ 0x80087467
#define TIOCMGET 0x4004746a
#define TIOCMSET 0x8004746d
#define TIOCMBIS 0x8004746c
#define TIOCMBIC 0x8004746b
#define TIOCPKT 0x80047470
#define TIOCNOTTY 0x20007471
#define TIOCSBRK 0x2000747b
#define TIOCCBRK 0x2000747a
#define TIOCPTYGRANT 0x20007454
#define TIOCPTYUNLK 0x20007452
#define TIOCPTYGNAME 0x40807453
