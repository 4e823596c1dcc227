// Imports pollio and opens a poller; without an argument, does nothing. Prints the cost.
//
//   node import.mjs file:///path/to/packages/pollio/dist/facade/index.js

const [url] = process.argv.slice(2);
if (url !== undefined) {
  const { OsPoller } = await import(url);
  new OsPoller();
}

const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ cpuMs: (user + system) / 1000, residentKiB: process.resourceUsage().maxRSS }));
