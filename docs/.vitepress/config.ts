// The documentation site: `npm run docs` builds it, `npx vitepress dev docs` serves it while you write.

import { defineConfig } from "vitepress";
import { inRoot } from "../../tools/lib/root.ts";
import { GROUPS } from "../site/pages.ts";
import { anchorOf, PAGES } from "../site/reference.ts";
import { STAGE, stage } from "../site/stage.ts";

stage();

const REFERENCE = PAGES.map(({ page, title }) => ({ text: title, link: `/reference/${page === "index" ? "" : page}` }));
const groups = GROUPS.map(({ title, pages }) => ({
  text: title,
  items: pages.map((page) => ({ text: page.title, link: page.path })),
}));
const [guide, recipes, programs, about, inside] = groups;

export default defineConfig({
  title: "pollio",
  description: "epoll and kqueue for JavaScript: wait for any file descriptor from Node, Bun and Deno",
  lang: "en",
  srcDir: STAGE,
  outDir: inRoot("build/site"),
  cacheDir: inRoot("build/site-cache"),
  cleanUrls: true,
  lastUpdated: false,
  markdown: { anchor: { slugify: anchorOf }, theme: { light: "github-light", dark: "github-dark" } },
  head: [["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }]],
  themeConfig: {
    siteTitle: "pollio",
    logo: "/icon.svg",
    search: { provider: "local" },
    outline: [2, 3],
    nav: [
      { text: "Guide", link: "/guide/getting-started" },
      { text: "Recipes", link: "/recipes/" },
      { text: "Reference", link: "/reference/" },
      { text: "Performance", link: "/performance" },
    ],
    sidebar: [guide!, recipes!, programs!, { text: "Reference", items: REFERENCE }, about!, inside!],
    footer: { message: "MIT licence" },
  },
  vite: {
    // Written while it is served: a page that changes is staged again.
    plugins: [
      {
        name: "pollio-stage",
        configureServer({ watcher }) {
          watcher.add(["docs", "examples/programs", "CONTRIBUTING.md", "SECURITY.md"].map((path) => inRoot(path)));
          watcher.on("change", (path) => {
            if (/\.(md|mjs|svg)$/.test(path) && !path.startsWith(STAGE)) stage();
          });
        },
      },
    ],
  },
});
