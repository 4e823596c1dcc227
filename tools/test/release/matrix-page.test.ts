/// <reference lib="dom" />
// The page of the matrix in a browser, with made-up cells, one of which has failed.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureChromium, launchChromium } from "../../lib/browser.ts";
import type { Cell, CellCase } from "../../matrix/cell.ts";
import { pageOf } from "../../matrix/report.ts";

const GOOD: CellCase[] = [
  { name: "add.works", status: "passed", milliseconds: 3 },
  { name: "wake.works", status: "passed", milliseconds: 1_250 },
];
const HOSTILE = `1 !== 2 </script><img src=x onerror="document.title='run'"> & <b>`;

const CELLS: Cell[] = [
  { runtime: "node", version: "20.1.0", backend: "napi", passed: 2, failed: 0, expectedFailures: 0, cases: GOOD },
  { runtime: "node", version: "26.1.0", backend: "napi", passed: 2, failed: 0, expectedFailures: 0, cases: GOOD },
  {
    runtime: "node",
    version: "26.1.0",
    backend: "node-ffi",
    passed: 1,
    failed: 1,
    expectedFailures: 1,
    cases: [
      { name: "add.works", status: "passed", milliseconds: 3 },
      { name: "wake.works", status: "failed", milliseconds: 40, message: HOSTILE },
      { name: "wake.twice", status: "expected", milliseconds: 5, message: "0 !== 1", reason: "The runtime sleeps." },
      { name: "wake.ipv6", status: "not provable", milliseconds: 0, reason: "There is no IPv6." },
    ],
  },
];

const { path: chromium, reason } = await ensureChromium("matrix");
if (chromium === undefined) console.warn(`NOT RUN: the page of the matrix in a browser: ${reason}`);

describe.skipIf(chromium === undefined)("the page of the matrix in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "pollio-page-"));
  const path = join(folder, "index.html");

  let browser: Browser;

  let page: Page;

  let requests: string[];

  let errors: string[];

  beforeAll(async () => {
    writeFileSync(path, pageOf(CELLS));
    browser = await launchChromium(chromium as string);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    requests = [];
    errors = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    await page.goto(pathToFileURL(path).href);
  });
  afterEach(async () => {
    expect(errors).toEqual([]);
    await page.close();
  });

  const cell = (label: string) => page.locator(`button[data-label="${label}"]`);
  const details = () => page.locator("#details");
  const names = () => page.locator("#cases code").allTextContents();
  const focused = () =>
    page.evaluate(() => document.activeElement?.getAttribute("data-label") ?? document.activeElement?.id);

  test("opens as a file and requests nothing else", async () => {
    expect(requests).toEqual([pathToFileURL(path).href]);
    expect(await page.locator("h1").textContent()).toBe("Every backend in every runtime");
    expect(await page.locator("thead").first().innerText()).toMatch(/Node\s+20\.1\.0\s+Node\s+26\.1\.0/);
    expect(await page.locator("button.cell").count()).toBe(3);
    expect(await page.locator(".none").count(), "node-ffi has no cell in Node 20").toBe(1);
    expect(await details().isVisible()).toBe(false);
  });

  test("gives failures another colour than passes", async () => {
    const colour = (label: string) => cell(label).evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(await colour("node-ffi in Node 26.1.0")).not.toBe(await colour("napi in Node 26.1.0"));
    expect(await colour("napi in Node 20.1.0")).toBe(await colour("napi in Node 26.1.0"));
  });

  test("opens a cell by click: failures first, with messages as text, reasons and times", async () => {
    await cell("node-ffi in Node 26.1.0").click();
    expect(await details().locator("h2").textContent()).toBe("node-ffi in Node 26.1.0");
    expect(await names()).toEqual(["wake.works", "wake.twice", "wake.ipv6", "add.works"]);
    expect(await page.locator("#cases .message").allTextContents()).toEqual([HOSTILE, "0 !== 1"]);
    expect(await page.locator("#cases .reason").allTextContents()).toEqual([
      "The runtime sleeps.",
      "There is no IPv6.",
    ]);
    expect(await page.locator("#cases .time").allTextContents()).toEqual(["40 ms", "5 ms", "", "3 ms"]);
    await cell("napi in Node 20.1.0").click();
    expect(await page.locator("#cases .time").allTextContents()).toEqual(["3 ms", "1.3 s"]);
    await page.locator("#close").click();
    expect(await details().isVisible()).toBe(false);
  });

  test("opens the failed cell by keyboard alone, and returns the focus", async () => {
    await page.keyboard.press("Tab");
    expect(await focused(), "the cell that failed is what Tab finds first").toBe("node-ffi in Node 26.1.0");
    await page.keyboard.press("ArrowLeft");
    expect(await focused(), "there is nothing to its left").toBe("node-ffi in Node 26.1.0");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowLeft");
    expect(await focused()).toBe("napi in Node 20.1.0");
    await page.keyboard.press("ArrowDown");
    expect(await focused(), "there is nothing below it").toBe("napi in Node 20.1.0");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await details().locator("h2").textContent()).toBe("node-ffi in Node 26.1.0");
    expect(await cell("node-ffi in Node 26.1.0").getAttribute("aria-expanded")).toBe("true");
    expect(await focused()).toBe("title");
    await page.keyboard.press("Escape");
    expect(await details().isVisible()).toBe(false);
    expect(await focused()).toBe("node-ffi in Node 26.1.0");
  });

  test("filters by name, message and reason, and by status", async () => {
    await page.keyboard.press("/");
    expect(await focused()).toBe("filter");
    await page.keyboard.type("WAKE sleeps");
    expect(await names()).toEqual(["wake.twice"]);
    expect(await page.locator("#shown").textContent()).toBe("1 of 4");
    await page.keyboard.press("Escape");
    expect(await names()).toHaveLength(4);
    await page.keyboard.type("nothing has this");
    expect(await names()).toEqual([]);
    await page.locator("#filter").fill("");
    await page.getByRole("button", { name: "1 failed", exact: true }).click();
    expect(await names()).toEqual(["wake.works"]);
    await page.getByRole("button", { name: "1 failed", exact: true }).click();
    expect(await names()).toHaveLength(4);
  });

  test("has an address for each cell", async () => {
    await cell("napi in Node 26.1.0").click();
    const address = page.url();
    await page.goto("about:blank");
    await page.goto(address);
    expect(await details().locator("h2").textContent()).toBe("napi in Node 26.1.0");
  });

  test.each(["light", "dark"] as const)("is readable in %s mode", async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await cell("node-ffi in Node 26.1.0").click();
    const texts = [
      "h1",
      "header p",
      ".hint",
      ".cell.good .note",
      ".cell.bad .note",
      "#cases .failed .status",
      "#cases .expected .status",
      "#cases .passed .status",
      "#cases .reason",
      "#cases .message",
      ".chip.failed",
      "#sums",
    ];
    for (const selector of texts) {
      const contrast = await page.locator(selector).first().evaluate(contrastOf);
      expect(contrast, `${selector} in ${colorScheme}`).toBeGreaterThan(4.5); // WCAG 2.2, 1.4.3
    }
    const back = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const [red = 0] = (back.match(/\d+/g) ?? []).map(Number);
    expect(red > 128).toBe(colorScheme === "light");
  });
});

/** The contrast of an element's text with its background. Runs in the page. */
function contrastOf(element: Element): number {
  const numbers = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (rgb: number[]) => {
    const [r = 0, g = 0, b = 0] = rgb.map((value) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  let behind: Element | null = element;
  const background = () => numbers(getComputedStyle(behind as Element).backgroundColor);
  while (behind !== null && background()[3] === 0) behind = behind.parentElement;
  const text = luminance(numbers(getComputedStyle(element).color).slice(0, 3));
  const back = luminance(background().slice(0, 3));
  return (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
}
