// A button by sysfs, as onoff and many scripts use it: /sys/class/gpio/gpio17/value, after "both" was written to its `edge`.
// Run it with the path of an attribute: node gpio.mjs /sys/class/gpio/gpio17/value
import { constants, errnoName, Interest, release, sys, watch } from "pollio";

const { O_CLOEXEC, O_RDONLY } = constants;
const [path = "/sys/class/gpio/gpio17/value", times = "3"] = process.argv.slice(2);

const fd = sys.open(path, O_RDONLY | O_CLOEXEC);
if (fd < 0) throw new Error(`${path}: ${errnoName(fd)}`);

const bytes = new Uint8Array(64);
/** From the start of the file: a read would go on at its end. */
function value() {
  const length = sys.pread(fd, bytes, 0);
  if (length < 0) throw new Error(`${path}: ${errnoName(length)}`);
  return new TextDecoder().decode(bytes.subarray(0, length)).trim();
}

// An attribute is "ready" until it was read once: read it before you watch, or the first event comes at once.
console.log("now", value());
let left = Number(times);
// A change is Priority, with Error beside it (kernfs). Level is right: the read is what ends the event.
const watching = watch(
  fd,
  () => {
    console.log("changed to", value());
    if (--left > 0) return;
    watching.close();
    release(fd);
    sys.close(fd);
  },
  { interest: Interest.Priority },
);
