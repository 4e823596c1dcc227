// The pages of the site, in the order of its sidebar: the Markdown files of docs/, the programs of examples/, and a few files beside them.

export interface PageEntry {
  /** The file in the repository. */
  readonly file: string;
  /** Its path on the site. */
  readonly path: string;
  readonly title: string;
}

export interface Group {
  readonly title: string;
  readonly pages: readonly PageEntry[];
}

const guide = (name: string, title: string): PageEntry => ({
  file: `docs/guide/${name}.md`,
  path: `/guide/${name}`,
  title,
});
const page = (name: string, title: string): PageEntry => ({ file: `docs/${name}.md`, path: `/${name}`, title });
const recipe = (name: string, title: string): PageEntry => ({
  file: `docs/recipes/${name}.md`,
  path: `/recipes/${name}`,
  title,
});
const program = (name: string, title: string): PageEntry => ({
  file: `examples/programs/${name}.mjs`,
  path: `/programs/${name}`,
  title,
});

export const GROUPS: readonly Group[] = [
  {
    title: "Guide",
    pages: [
      guide("getting-started", "Getting started"),
      guide("first-server", "Your first server"),
      guide("readiness", "Readiness and triggers"),
      page("descriptors", "Awaiting one descriptor"),
      guide("ownership", "Who owns a descriptor"),
      guide("waiting", "Waiting: blocking, async, workers"),
      guide("signals", "Signals and shutdown"),
      guide("backends", "Choosing a backend"),
      guide("kinds", "Kinds of your own"),
      guide("coming-from", "Coming from epoll, mio, libuv…"),
      guide("troubleshooting", "Troubleshooting"),
    ],
  },
  {
    title: "Recipes",
    pages: [
      { file: "docs/recipes/README.md", path: "/recipes/", title: "All recipes" },
      recipe("libpq", "PostgreSQL (libpq)"),
      recipe("libcurl", "Transfers (libcurl)"),
      recipe("zeromq", "Messages (ZeroMQ)"),
      recipe("pty", "A shell in a terminal (pty)"),
      recipe("tty", "Keys of a terminal (tty)"),
      recipe("serial", "A serial port"),
      recipe("gpio", "A GPIO pin"),
      recipe("timerfd", "A timer (timerfd)"),
      recipe("inotify", "Changes of files (inotify)"),
      recipe("pidfd", "Ends of processes (pidfd)"),
      recipe("netlink", "Changes of the network (netlink)"),
      recipe("pressure", "Pressure (PSI)"),
      recipe("pass-descriptor", "Passing a descriptor"),
    ],
  },
  {
    title: "Programs",
    pages: [
      program("http-server", "An HTTP server"),
      program("http-parser", "Its parser"),
      program("http-workers", "HTTP on all cores"),
      program("chat", "A chat beside node:http"),
      program("coroutines", "A runtime of coroutines"),
      program("port-scanner", "A port scanner"),
    ],
  },
  {
    title: "About",
    pages: [
      page("compatibility", "Runtimes and tools"),
      page("platforms", "Platforms"),
      page("performance", "Performance"),
      page("reliability", "Reliability"),
      { file: "docs/known-limits/README.md", path: "/known-limits/", title: "Known limits" },
      page("upgrading", "Upgrading"),
      { file: "packages/pollio/CHANGELOG.md", path: "/changelog", title: "Changelog" },
      { file: "SECURITY.md", path: "/security", title: "Security" },
    ],
  },
  {
    title: "Inside pollio",
    pages: [
      page("architecture", "Architecture"),
      page("design", "How it works"),
      page("writing-a-backend", "Writing a backend"),
      { file: "CONTRIBUTING.md", path: "/contributing", title: "Contributing" },
      page("releasing", "Releasing"),
    ],
  },
];
