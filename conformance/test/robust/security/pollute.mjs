// Before a program: every object gets properties that our options and tables have, and lookups of absent ones hit them; not those on which Node itself fails, such as `path` and `signal`.
const NAMES = [
  ...[
    "interest",
    "trigger",
    "exclusive",
    "timeoutMs",
    "maxEvents",
    "spin",
    "kinds",
    "kind",
    "fd",
    "state",
    "host",
    "port",
  ],
  ...[
    "backlog",
    "reusePort",
    "number",
    "direct",
    "pointer",
    "memory",
    "words",
    "block",
    "bound",
    "code",
    "errno",
    "syscall",
  ],
];
for (const name of NAMES)
  Object.defineProperty(Object.prototype, name, {
    value: "polluted",
    writable: true,
    enumerable: false,
    configurable: true,
  });
