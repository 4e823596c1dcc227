// Chromium, for pages that people look at.
import { chromium } from "playwright-core";
import { findOrInstall } from "./debian.ts";
import { which } from "./run.ts";

/** The browser, or why there is none. */
export function ensureChromium(label: string) {
  const find = () => ["chromium", "chromium-browser", "google-chrome"].map((name) => which(name)).find(Boolean);
  return findOrInstall("Chromium", ["chromium"], label, find);
}

/** Starts it, with a temporary folder for its user's data. */
export const launchChromium = (executablePath: string) =>
  chromium.launch({ executablePath, args: ["--disable-gpu", "--disable-quic"] });
