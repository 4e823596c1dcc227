/** What the self-test was at. */
export type Step = "load" | "open" | "register" | "wake" | "fetch" | "check" | "close";

export type SelfTest =
  | {
      readonly ok: true;
      /** What the exports call themselves. */
      readonly name: string;
      /** Libraries and addons that came with it. */
      readonly loaded: readonly string[];
      readonly cLibrary: string | undefined;
    }
  | { readonly ok: false; readonly step: Step; readonly code: string | undefined; readonly message: string };
