/* The filters, as XNU has them: f_attach, f_touch, f_event and f_process of bsd/kern/uipc_socket.c, bsd/kern/sys_pipe.c,
 * bsd/vfs/vfs_vnops.c and bsd/kern/kern_event.c. */

#include <fcntl.h>
#include <poll.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>

#include "errors.h"
#include "kernel.h"
#include "kqueues.h"
#include "socket-facts.h"

static short look(const struct knote *note) {
  struct pollfd one = {.fd = (int)note->ident, .events = POLLIN | POLLPRI | POLLOUT | POLLRDHUP};
  const struct timespec now = {0};
  return KERNEL(ppoll, &one, 1, &now, NULL, 0) < 0 ? 0 : one.revents;
}

/* knote_fill_kevent(). The flags are those that the knote was added with, EV_ADD and EV_RECEIPT too. */
static bool fill(struct knote *note, struct d_kevent *event, int64_t data) {
  if (event == NULL) return true;
  *event = (struct d_kevent){.ident = note->ident,
                             .filter = note->filter,
                             .flags = note->flags,
                             .fflags = note->fflags,
                             .data = data,
                             .udata = note->udata};
  if ((note->flags & D_EV_CLEAR) != 0) note->fflags = 0;
  return true;
}

/* The low-water mark of NOTE_LOWAT; else the kernel's default. */
static bool is_enough(const struct knote *note, int64_t data) {
  return (note->sfflags & D_NOTE_LOWAT) == 0 || data >= note->sdata;
}

static bool ended(struct knote *note, struct d_kevent *event, int64_t data, uint32_t error) {
  note->flags |= D_EV_EOF;
  note->fflags = error;
  return fill(note, event, data);
}

/* filt_soread_common(), which is EVFILT_EXCEPT's too: that filter also fires for ordinary bytes without NOTE_OOB. What it reports
 * stays in fflags, unless EV_CLEAR clears it. */
static bool socket_receiving(struct knote *note, struct d_kevent *event) {
  enum { ADDRESS = 16 }; /* sb_cc counts a datagram's address as well, so that an empty one reaches a mark of 1 */
  const int fd = (int)note->ident;
  const short ready = look(note);
  if (is_listening(fd)) return (ready & POLLIN) != 0 && fill(note, event, backlog_of(fd));
  const int64_t bytes = bytes_to_read(fd);
  if ((note->sfflags & D_NOTE_OOB) != 0 && has_urgent_mark(fd, ready)) {
    note->fflags |= D_NOTE_OOB;
    return fill(note, event, 0); /* the bytes beyond the mark, which Linux does not count */
  }
  if ((ready & POLLRDHUP) != 0) return ended(note, event, bytes, (uint32_t)pending_error(fd, ready));
  if ((ready & POLLERR) != 0) return fill(note, event, bytes);
  const int64_t counted = socket_type(fd) == SOCK_DGRAM ? bytes + ADDRESS : bytes;
  return (ready & POLLIN) != 0 && is_enough(note, counted) && fill(note, event, bytes);
}

/* filt_sowrite_common(). A listener is not connected. */
static bool socket_sending(struct knote *note, struct d_kevent *event) {
  const int fd = (int)note->ident;
  const short ready = look(note);
  const int64_t room = room_to_write(fd);
  if (cannot_send_more(fd, ready)) return ended(note, event, room, (uint32_t)pending_error(fd, ready));
  if ((ready & POLLERR) != 0) return fill(note, event, room);
  if (!is_connected_enough(fd)) return false;
  return (ready & POLLOUT) != 0 && is_enough(note, room) && fill(note, event, room);
}

/* filt_piperead_common() and filt_pipewrite_common(): the end is reported when either end is closed; a filter that does not
 * fit its end reports nothing else (filt_pipenotsup()). Reports no error. */
static bool pipe_filter(struct knote *note, struct d_kevent *event) {
  const int fd = (int)note->ident;
  const short ready = look(note);
  const long mode = KERNEL(fcntl, fd, F_GETFL, 0) & O_ACCMODE;
  const bool reads = note->filter == D_EVFILT_READ && mode != O_WRONLY;
  const bool writes = note->filter == D_EVFILT_WRITE && mode != O_RDONLY;
  const int64_t bytes = reads || writes ? bytes_to_read(fd) : 0;
  if ((ready & (POLLHUP | POLLERR)) != 0) return ended(note, event, reads ? bytes : 0, 0);
  if (reads) return (ready & POLLIN) != 0 && is_enough(note, bytes) && fill(note, event, bytes);
  if (!writes || (ready & POLLOUT) == 0) return false;
  const int64_t room = KERNEL(fcntl, fd, F_GETPIPE_SZ, 0) - bytes;
  return is_enough(note, room) && fill(note, event, room > 0 ? room : 1);
}

/* filt_vnode_common() of a FIFO, in which only bytes and room count: whoever closes the other end wakes no knote. Both ends see
 * the same bytes. */
static bool fifo_filter(struct knote *note, struct d_kevent *event) {
  const int fd = (int)note->ident;
  const int64_t bytes = bytes_to_read(fd);
  const int64_t data = note->filter == D_EVFILT_READ ? bytes : KERNEL(fcntl, fd, F_GETPIPE_SZ, 0) - bytes;
  return data > 0 && fill(note, event, data);
}

/* filt_vnode_common(): a file is readable while its offset is not at its end, and always writable. */
static bool file_filter(struct knote *note, struct d_kevent *event) {
  const int fd = (int)note->ident;
  struct stat status;
  if (note->filter == D_EVFILT_WRITE) return fill(note, event, 1);
  if (fstat(fd, &status) != 0) return false;
  const int64_t left = status.st_size - lseek(fd, 0, SEEK_CUR);
  return left != 0 && fill(note, event, left);
}

/* filt_spec_common() and ptsd_kqops_common(). A terminal that is hung up says so once: EV_ONESHOT takes the knote with it
 * (ttyclose()). */
static bool device_filter(struct knote *note, struct d_kevent *event) {
  const short wanted = note->filter == D_EVFILT_WRITE ? POLLOUT : POLLIN;
  const short ready = look(note);
  if ((ready & (POLLHUP | POLLERR)) != 0) {
    note->flags |= D_EV_ONESHOT;
    return ended(note, event, 0, 0);
  }
  if ((ready & wanted) == 0) return false;
  return fill(note, event, note->filter == D_EVFILT_WRITE ? 1 : bytes_to_read((int)note->ident));
}

/* filt_kqprocess() */
static bool kqueue_filter(struct knote *note, struct d_kevent *event) {
  if (event != NULL) drain(note->child);
  return note->child->count > 0 && fill(note, event, note->child->count);
}

/* filt_userprocess() */
static bool user_filter(struct knote *note, struct d_kevent *event) {
  if (!note->triggered) return false;
  if (event == NULL) return true;
  fill(note, event, note->sdata);
  event->fflags = note->sfflags;
  if ((note->flags & D_EV_CLEAR) != 0) note->triggered = false;
  return true;
}

bool evaluate(struct knote *note, struct d_kevent *event) {
  switch (note->kind) {
    case KIND_USER:
      return user_filter(note, event);
    case KIND_SOCKET:
      return note->filter == D_EVFILT_WRITE ? socket_sending(note, event) : socket_receiving(note, event);
    case KIND_PIPE:
      return pipe_filter(note, event);
    case KIND_FIFO:
      return fifo_filter(note, event);
    case KIND_WATCHED:
      return false; /* renamed, deleted, …: not modelled */
    case KIND_FILE:
      return file_filter(note, event);
    case KIND_KQUEUE:
      return kqueue_filter(note, event);
    case KIND_DEVICE:
      return device_filter(note, event);
  }
  return false;
}

static int attach_kqueue(struct knote *note, struct kqueue *child) {
  note->kind = KIND_KQUEUE;
  if (note->filter != D_EVFILT_READ) return D_EINVAL;
  const int error = nest(note->kq, child);
  if (error != 0) return error;
  set_child(note, child);
  nesting_changed();
  return 0;
}

static bool has_path(int fd) {
  enum { PIPEFS = 0x50495045 }; /* PIPEFS_MAGIC of linux/magic.h */
  struct statfs status;
  return KERNEL(fstatfs, fd, &status) < 0 || status.f_type != PIPEFS;
}

/* filt_specattach() in bsd/miscfs/specfs/spec_vnops.c: only pseudo-terminals have CDEVSW_SELECT_KQUEUE; everything else wants this
 * low-water mark. */
static bool takes_knote(const struct knote *note, dev_t device) {
  enum { PTMX = 2, SLAVES = 136, MOST_SLAVES = 143, MISC = 5 };
  const unsigned number = major(device);
  if ((number == MISC && minor(device) == PTMX) || (number >= SLAVES && number <= MOST_SLAVES)) return true;
  return (note->sfflags & D_NOTE_LOWAT) != 0 && note->sdata == 1;
}

/* vn_kqfilter(): everything with a path can be watched. */
static int attach_watch(struct knote *note, const struct stat *status) {
  note->kind = KIND_WATCHED;
  const bool vnode = S_ISREG(status->st_mode) || S_ISDIR(status->st_mode) || S_ISCHR(status->st_mode) ||
                     (S_ISFIFO(status->st_mode) && has_path((int)note->ident));
  return vnode ? 0 : D_EINVAL;
}

/* soo_kqfilter(), pipe_kqfilter(), vn_kqfilter(): EVFILT_EXCEPT is for sockets only, and directories take no knotes. */
static int attach_to(struct knote *note, const struct stat *status) {
  note->device = status->st_dev;
  note->inode = status->st_ino;
  if (note->filter == D_EVFILT_VNODE) return attach_watch(note, status);
  if (S_ISSOCK(status->st_mode)) note->kind = KIND_SOCKET;
  else if (S_ISFIFO(status->st_mode)) note->kind = has_path((int)note->ident) ? KIND_FIFO : KIND_PIPE;
  else if (S_ISREG(status->st_mode)) note->kind = KIND_FILE;
  else if (!S_ISDIR(status->st_mode)) note->kind = KIND_DEVICE;
  else return D_EINVAL;
  if (note->filter == D_EVFILT_EXCEPT && note->kind != KIND_SOCKET) return D_EINVAL;
  if (S_ISCHR(status->st_mode) && !takes_knote(note, status->st_rdev)) return D_EINVAL;
  return watch_source(note);
}

int attach_filter(struct knote *note) {
  struct stat status;
  if (note->filter == D_EVFILT_USER) {
    note->kind = KIND_USER;
    note->triggered = (note->sfflags & D_NOTE_TRIGGER) != 0;
    return 0;
  }
  struct kqueue *child = kqueue_of((int)note->ident);
  if (child != NULL) return attach_kqueue(note, child);
  return fstat((int)note->ident, &status) == 0 ? attach_to(note, &status) : D_EBADF;
}

/* filt_usertouch() */
static void touch_user(struct knote *note, const struct d_kevent *change) {
  const uint32_t flags = change->fflags & D_NOTE_FFLAGSMASK;
  const uint32_t how = change->fflags & D_NOTE_FFCTRLMASK;
  if (how == D_NOTE_FFAND) note->sfflags &= flags;
  else if (how == D_NOTE_FFOR) note->sfflags |= flags;
  else if (how == D_NOTE_FFCOPY) note->sfflags = flags;
  note->sdata = change->data;
  if ((change->fflags & D_NOTE_TRIGGER) != 0) note->triggered = true;
}

/* filt_sortouch() and its like replace fflags and data at each touch: NOTE_OOB is lost if it is not repeated. */
void touch_filter(struct knote *note, const struct d_kevent *change) {
  if (note->kind == KIND_USER) {
    touch_user(note, change);
    return;
  }
  note->sfflags = change->fflags;
  note->sdata = change->data;
}
