/**
 * A file of sysfs (sysfs(5)): poll(2) calls one urgent, and in error, from when it was opened until it is read, and from each
 * change until it is read again. It is the one urgent thing that can be had without send(2) and MSG_OOB.
 */
export const URGENT_FILE = "/sys/kernel/uevent_seqnum";
