/// <reference lib="dom" />
// The picture of the page in the documentation, in light and in dark.
import { pathToFileURL } from "node:url";
import { inRoot, shown } from "../lib/root.mjs";
import { say, warn } from "../lib/say.mjs";
import { ensureChromium, launchChromium } from "./chromium.mjs";
import { PAGE } from "./page.mjs";

const PICTURES = /** @type {const} */ ([
  { colorScheme: "light", path: inRoot("docs", "matrix.png") },
  { colorScheme: "dark", path: inRoot("docs", "matrix-dark.png") },
]);

/** Takes the pictures, or says why it cannot. */
export async function takePictures() {
  const { path: chromium, reason } = await ensureChromium();
  if (chromium === undefined) return warn(`the pictures of the page were NOT TAKEN: ${reason}`);
  const browser = await launchChromium(chromium);
  try {
    for (const { colorScheme, path } of PICTURES) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 1160, height: 1_060 } });
      await page.goto(pathToFileURL(PAGE).href);
      await (await interesting(page)).click();
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.screenshot({ path });
      await page.close();
    }
  } finally {
    await browser.close();
  }
  say(`took ${PICTURES.map(({ path }) => shown(path)).join(" and ")}`);
}

/**
 * The cell that there is most to see of.
 *
 * @param {import("playwright-core").Page} page
 */
async function interesting(page) {
  for (const state of ["bad", "known"]) {
    const cells = page.locator(`button.cell.${state}`);
    if ((await cells.count()) > 0) return cells.first();
  }
  return page.locator("button.cell").last();
}
