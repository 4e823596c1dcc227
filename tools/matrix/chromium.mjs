// A Chromium of the system, with Playwright's client: nothing is downloaded.
import { installPackages } from "../lib/debian.mjs";
import { which } from "../lib/which.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Headless, in a container too, and without a word to anybody. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The browser, installed if that is possible here.
 *
 * @returns {Promise<{ path: string, reason?: never } | { path?: never, reason: string }>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== undefined) return { path: found };
  const why = await installPackages(["chromium"], "matrix");
  const path = findChromium();
  return path === undefined ? { reason: `Chromium is missing; ${why ?? "its package lacks it"}` } : { path };
}

function findChromium() {
  return NAMES.map((name) => which(name)).find((path) => path !== undefined);
}

/**
 * Starts it, with a folder for its user's data that Playwright makes and deletes.
 *
 * @param {string} executablePath
 */
export async function launchChromium(executablePath) {
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, args: ARGS, headless: true });
}
