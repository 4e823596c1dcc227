/* errno: translates Linux's numbers to Darwin's (Apple's sys/errno.h), and stores them where Darwin's __error() points. */

#include "errors.h"

#include <errno.h>

#include "darwin.h"

static _Thread_local int number_of_this_thread;

/* Numbers that are the same on both systems, 1 to 34, are not listed; EAGAIN and EDEADLK are swapped. */
static const struct {
  int linux_number;
  int darwin_number;
} DIFFERENT[] = {
    {EAGAIN, 35},         {EINPROGRESS, 36},   {EALREADY, 37},      {ENOTSOCK, D_ENOTSOCK},
    {EDESTADDRREQ, 39},   {EMSGSIZE, 40},      {EPROTOTYPE, 41},    {ENOPROTOOPT, D_ENOPROTOOPT},
    {EPROTONOSUPPORT, 43}, {ESOCKTNOSUPPORT, 44}, {EPFNOSUPPORT, 46}, {EAFNOSUPPORT, D_EAFNOSUPPORT},
    {EADDRINUSE, 48},     {EADDRNOTAVAIL, 49}, {ENETDOWN, 50},      {ENETUNREACH, 51},
    {ENETRESET, 52},      {ECONNABORTED, 53},  {ECONNRESET, 54},    {ENOBUFS, 55},
    {EISCONN, 56},        {ENOTCONN, D_ENOTCONN}, {ESHUTDOWN, 58},  {ETIMEDOUT, 60},
    {ECONNREFUSED, D_ECONNREFUSED}, {ELOOP, 62}, {ENAMETOOLONG, D_ENAMETOOLONG}, {EHOSTDOWN, 64},
    {EHOSTUNREACH, 65},   {ENOTEMPTY, 66},     {EUSERS, 68},        {EDQUOT, 69},
    {ESTALE, 70},         {ENOLCK, 77},        {ENOSYS, 78},        {EDEADLK, 11},
    {EOVERFLOW, 84},      {ECANCELED, 89},     {EIDRM, 90},         {ENOMSG, 91},
    {EILSEQ, 92},         {ENODATA, 96},       {EBADMSG, 94},       {EPROTO, 100},
    {ETIME, 101},         {EOPNOTSUPP, D_EOPNOTSUPP},
};

/* intro(2). EIO for errors that Darwin does not have. */
int darwin_errno(int linux_errno) {
  for (unsigned i = 0; i < sizeof DIFFERENT / sizeof *DIFFERENT; i++) {
    if (DIFFERENT[i].linux_number == linux_errno) return DIFFERENT[i].darwin_number;
  }
  return linux_errno <= ERANGE ? linux_errno : 5;
}

DARWIN(int *, __error, void) { return &number_of_this_thread; }

int fail(int number) {
  number_of_this_thread = number;
  return -1;
}

long answer(long result) { return result < 0 ? fail(darwin_errno((int)-result)) : result; }
