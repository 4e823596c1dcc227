#!/bin/busybox sh
# The first process of the machine. Its root is the initramfs; there is no network but the loopback, and no disk.
export HOME=/root PATH=/bin:/usr/bin:/sbin:/usr/sbin TERM=dumb
busybox mkdir -p /proc /sys /dev /tmp /root /sbin /usr/bin /usr/sbin
busybox mount -t proc proc /proc
# What is there already, flock(1) of util-linux for example, stays.
busybox --install -s
mount -t sysfs sysfs /sys
mount -t devtmpfs devtmpfs /dev
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs tmpfs /dev/shm
ifconfig lo 127.0.0.1 up
# What systemd gives; the kernel's own hard limit is 4,096.
ulimit -Hn 524288
node /guest.mjs </dev/null
poweroff -f
