// Watches a GPIO by onoff, which depends on npm's epoll. The GPIO is a stand-in: its value is a file of cgroups, which interrupts whenever
// a process enters the empty group (the argument) or the last one leaves it.
const { spawn } = require("node:child_process");
const fs = require("node:fs");

// The stand-in cannot be written to, and onoff opens it for that, too.
const { openSync } = fs;
fs.openSync = (path, flags, mode) => openSync(path, path.endsWith("/value") ? "r" : flags, mode);

const { Gpio } = require("onoff");
const gpio = new Gpio(4, "in", "both");
const group = process.argv[2];
const seen = [];

gpio.watch((error, value) => {
  seen.push(error ?? value);
  if (seen.length === 1) return;
  gpio.unexport();
  console.log(JSON.stringify(seen));
});
const { pid } = spawn("sleep", ["0.3"]);
fs.writeFileSync(`${group}/cgroup.procs`, `${pid}`);
