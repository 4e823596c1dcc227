import { addonsRefused, loadError, requireFrom } from "@pollio/core/backend";

type Koffi = typeof import("koffi").default;

let loaded: Koffi | undefined;

/** koffi, loaded on first use: importing this package also works on systems that koffi has no binary for. */
export function loadKoffi(): Koffi {
  loaded ??= load();
  return loaded;
}

function load(): Koffi {
  try {
    return requireFrom(import.meta.filename)("koffi") as Koffi;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const advice = addonsRefused(error);
    throw loadError(`@pollio/koffi: koffi could not be loaded: ${reason}${advice ? `\n${advice}.` : ""}`, error);
  }
}
