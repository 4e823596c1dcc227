/**
 * A file of sysfs (sysfs(5)): poll(2) reports it as urgent and in error from its opening, and from each change, until it is read.
 * Nothing else is urgent without send(2) and MSG_OOB.
 */
export const URGENT_FILE = "/sys/kernel/uevent_seqnum";
