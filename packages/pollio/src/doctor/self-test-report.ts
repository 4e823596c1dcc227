/** The step that the self-test was in. */
export type Step = "load" | "open" | "register" | "wake" | "fetch" | "check" | "close";

export type SelfTest =
  | {
      readonly ok: true;
      /** `backend.name` of the exports. */
      readonly name: string;
      /** Libraries and addons that its import loaded. */
      readonly loaded: readonly string[];
      readonly cLibrary: string | undefined;
    }
  | { readonly ok: false; readonly step: Step; readonly code: string | undefined; readonly message: string };
