// A program that does nothing but import pollio and open a poller; without an argument not even that. It prints what it took.
//
//   node import.mjs file:///path/to/packages/pollio/dist/facade/index.js

const [url] = process.argv.slice(2);
if (url !== undefined) {
  const { OsPoller } = await import(url);
  new OsPoller();
}

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, residentKiB: process.resourceUsage().maxRSS }));
