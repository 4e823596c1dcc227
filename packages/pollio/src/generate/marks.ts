// What is written into a module so that it can be read again.

/** How a module of ours begins. */
export const MARK = "// Made by `pollio generate` from ";

/** What follows a kind that was. */
export const RETIRED = "is retired: its tag is never used again";
