// The picture of the page in the README, taken by the system's Chromium through Playwright's client, which downloads nothing.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { findOrInstall } from "../lib/debian.ts";
import { inRoot, shown } from "../lib/root.ts";
import { which } from "../lib/run.ts";
import { say, warn } from "../lib/say.ts";
import { PAGE } from "./report.ts";

const PICTURE = inRoot("docs", "matrix.png");

/** The browser, or why there is none. */
export function ensureChromium() {
  const find = () => ["chromium", "chromium-browser", "google-chrome"].map((name) => which(name)).find(Boolean);
  return findOrInstall("Chromium", find, ["chromium"], "matrix");
}

/** Starts it, with a temporary folder for its user's data. */
export const launchChromium = (executablePath: string) =>
  chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-quic"] });

/** Takes the picture, or says why it cannot. */
export async function takePicture(): Promise<void> {
  const { path, reason } = await ensureChromium();
  if (path === undefined) return warn(`the picture of the page was NOT TAKEN: ${reason}`);
  const browser = await launchChromium(path);
  try {
    const page = await browser.newPage({ colorScheme: "light", viewport: { width: 1160, height: 1_060 } });
    await page.goto(pathToFileURL(PAGE).href);
    // Opens the first cell that something failed in, which has the most to show.
    const failing = page.locator("button.cell.bad, button.cell.known");
    await ((await failing.count()) > 0 ? failing.first() : page.locator("button.cell").last()).click();
    await page.evaluate("scrollTo(0, 0)");
    await page.screenshot({ path: PICTURE });
  } finally {
    await browser.close();
  }
  say(`took ${shown(PICTURE)}`);
}
