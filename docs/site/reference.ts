// docs/api.md, cut into the pages of the site: as one page it would be too heavy to load.

/** A page of the reference: its title, and the headings (`##`) of docs/api.md that it holds, in this order. */
interface Page {
  readonly page: string;
  readonly title: string;
  readonly sections: readonly string[];
}

export const PAGES: readonly Page[] = [
  { page: "index", title: "Reference", sections: [] },
  { page: "exports", title: "Exports", sections: ["Exports"] },
  {
    page: "poller",
    title: "OsPoller",
    sections: [
      "Poller",
      "PollerOptions",
      "EventLike",
      "Registration",
      "Registered",
      "WaitOptions",
      "EventsOptions",
      "Waker",
    ],
  },
  {
    page: "events",
    title: "Events",
    sections: ["EventObject objects", "ReadyEvents objects", "Flags", "Triggers", "Kinds"],
  },
  {
    page: "functions",
    title: "Functions",
    sections: [
      "Functions",
      "ListenOptions",
      "BindOptions",
      "ConnectOptions",
      "SocketAddress",
      "WaitUntilOptions",
      "ReadyOptions",
    ],
  },
  { page: "watch", title: "Watches", sections: ["Watch objects", "WatchOptions"] },
  { page: "errors", title: "Errors by code", sections: ["Errors"] },
  { page: "syscalls", title: "System calls", sections: ["Syscalls"] },
  { page: "limits", title: "Limits", sections: ["Limits"] },
  { page: "linux", title: "Linux: constants and structs", sections: ["Constants of Linux", "Structs of Linux"] },
  { page: "darwin", title: "macOS: constants and structs", sections: ["Constants of Darwin", "Structs of Darwin"] },
];

/** The anchor that GitHub gives a heading, which the site uses as well. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

export interface ReferencePage extends Page {
  readonly text: string;
}

/** The pages, and on which page each anchor of docs/api.md is. Throws if a section is on no page, or on two. */
export function splitReference(api: string): { pages: readonly ReferencePage[]; pageOf: ReadonlyMap<string, string> } {
  const [preamble = "", ...rest] = api.split(/^(?=## )/m);
  const sections = new Map(rest.map((text) => [/^## (.*)$/m.exec(text)![1]!, text]));
  const placed = PAGES.flatMap((page) => page.sections);
  const wrong = [
    ...[...sections.keys()].filter((name) => placed.filter((other) => other === name).length !== 1),
    ...placed.filter((name) => !sections.has(name)),
  ];
  if (wrong.length > 0)
    throw new Error(
      `docs/site/reference.ts: each section of docs/api.md belongs to one page; look at ${wrong.join(", ")}`,
    );
  const whole = (page: Page) =>
    page.page === "index" ? preamble : page.sections.map((name) => sections.get(name)).join("");
  const anchors = (text: string) => [...text.matchAll(/^#{1,4} (.+)$/gm)].map(([, heading]) => anchorOf(heading!));
  return {
    pages: PAGES.map((page) => ({ ...page, text: page.page === "index" ? preamble : pageText(page, whole(page)) })),
    pageOf: new Map(PAGES.flatMap((page) => anchors(whole(page)).map((anchor) => [anchor, page.page]))),
  };
}

/** A page of one section has its title for a heading; the section's anchor stays. */
function pageText({ title, sections }: Page, text: string): string {
  if (sections.length > 1) return `# ${title}\n\n${text}`;
  const [name] = sections;
  return `# ${title}\n\n${text.replace(`## ${name}`, `<a id="${anchorOf(name!)}"></a>`).replace(/^###/gm, "##")}`;
}
