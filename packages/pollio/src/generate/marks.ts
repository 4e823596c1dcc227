// What is written into a module so that it can be recognised and read again.

/** How a generated module begins. */
export const MARK = "// Made by `pollio generate` from ";

/** Follows a retired kind. */
export const RETIRED = "is retired: its tag is never used again";
