/// <reference lib="dom" />
// The site in a browser: built as `npm run docs` builds it, every page opened in light, dark, and at a phone's width.

import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { serve } from "vitepress";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ensureChromium, launchChromium } from "../../../tools/lib/browser.ts";
import { inRoot } from "../../../tools/lib/root.ts";
import { run } from "../../../tools/lib/run.ts";
import { GROUPS } from "../../site/pages.ts";
import { PAGES as REFERENCE } from "../../site/reference.ts";

/** What a first visit of a page may load, in bytes, as servers send it: compressed. */
const HEAVIEST_PAGE = 300_000;

/** The bytes of a page and of what it loads. */
function weightOf(path: string): number {
  const file = inRoot("build/site", `${path.replace(/\/$/, "/index")}.html`);
  const html = readFileSync(file, "utf8");
  const loaded = [...html.matchAll(/<(?:script|img|link)\b[^>]*?(?:src|href)="(\/[^"]+)"/g)].map(([, asset]) => asset!);
  const files = [file, ...new Set(loaded)].map((asset) => (asset === file ? file : inRoot("build/site", asset)));
  return files.reduce((sum, each) => sum + gzipSync(readFileSync(each)).length, 0);
}

const PATHS = [
  "/",
  ...REFERENCE.map(({ page }) => `/reference/${page === "index" ? "" : page}`),
  ...GROUPS.flatMap(({ pages }) => pages.map(({ path }) => path)),
];

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 900 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  "a phone": { colorScheme: "light", viewport: { width: 390, height: 844 }, isMobile: true },
};

const { path: chromium, reason } = await ensureChromium("site");
if (chromium === undefined) console.warn(`NOT RUN: the site in a browser: ${reason}`);

test.runIf(process.env.CI === "true")("there is a browser", () => expect(reason).toBeUndefined());

describe.skipIf(chromium === undefined)("the site", () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serve>>;
  let origin: string;

  beforeAll(async () => {
    const built = await run("npm", ["run", "--silent", "docs"]);
    if (!built.ok) throw new Error(`npm run docs ${built.how}:\n${built.output}`);
    server = await serve({ root: inRoot("docs"), port: 0 });
    origin = `http://127.0.0.1:${(server.server!.address() as AddressInfo).port}`;
    browser = await launchChromium(chromium!);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    server?.server?.close();
  });

  /** A page of its own, and what goes wrong in it. */
  async function newPage(options: BrowserContextOptions): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage(options);
    const problems: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) problems.push(message.text());
    });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("request", (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith("data:"))
        problems.push(`asks ${request.url()}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
    });
    return { page, problems };
  }

  /** Goes to a page, and waits until its JavaScript has taken over. */
  async function open(page: Page, path: string): Promise<void> {
    await page.goto(origin + path);
    await page.waitForFunction("document.querySelector('#app')?.__vue_app__ !== undefined");
  }

  describe.each(Object.entries(LOOKS))("in %s", (look, options) => {
    let page: Page;
    let problems: string[];
    beforeAll(async () => {
      ({ page, problems } = await newPage(options));
    });
    afterAll(() => page?.close());

    test.each(PATHS)("shows %s without an error and without scrolling sideways", async (path) => {
      problems.length = 0;
      await open(page, path);
      expect(problems).toEqual([]);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await page.locator("html.dark").count()).toBe(look === "dark" ? 1 : 0);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    });
  });

  test.each(PATHS)("loads less than 300 kB for %s", (path) => {
    expect(weightOf(path)).toBeLessThan(HEAVIEST_PAGE);
  });

  test("has no link that leads nowhere", async () => {
    const { page } = await newPage(LOOKS.light!);
    const ids = new Map<string, Set<string>>();
    const links: [from: string, to: string][] = [];
    for (const path of PATHS) {
      await page.goto(origin + path);
      ids.set(path, new Set(await page.evaluate(() => Array.from(document.querySelectorAll("[id]"), ({ id }) => id))));
      const targets = await page.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLAnchorElement>("a[href]"), ({ href }) => href),
      );
      for (const target of targets) if (target.startsWith(origin)) links.push([path, target.slice(origin.length)]);
    }
    expect(links.length).toBeGreaterThan(1000);
    const broken = links.filter(([, target]) => {
      const { pathname, hash } = new URL(target, origin);
      const page = ids.get(pathname.replace(/\.html$/, ""));
      return page === undefined || (hash !== "" && !page.has(decodeURIComponent(hash.slice(1))));
    });
    expect([...new Set(broken.map(([from, to]) => `${from} → ${to}`))]).toEqual([]);
    await page.close();
  });

  test("finds what is looked for, without a server", async () => {
    const { page, problems } = await newPage(LOOKS.light!);
    await open(page, "/");
    await page.keyboard.press("Control+k");
    await page.locator("input#localsearch-input").fill("ERR_WAIT_PENDING");
    const results = page.locator(".VPLocalSearchBox .result");
    await results.first().waitFor();
    expect(await results.first().textContent()).toContain("ERR_WAIT_PENDING");
    await results.first().click();
    await page.waitForURL(/\/reference\/errors#err_wait_pending$/);
    expect(problems).toEqual([]);
    await page.close();
  });

  test("can be read without JavaScript", async () => {
    const { page } = await newPage({ ...LOOKS.light, javaScriptEnabled: false });
    await page.goto(`${origin}/guide/readiness`);
    expect(await page.locator("main h1").textContent()).toContain("Readiness and triggers");
    expect(await page.locator("main .diagram svg").count()).toBe(3);
    await page.locator("aside.VPSidebar a", { hasText: "Signals and shutdown" }).click();
    expect(await page.locator("main h1").textContent()).toContain("Signals and shutdown");
    await page.close();
  });
});
