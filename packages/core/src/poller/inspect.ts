// What console.log shows: pollers and batches keep everything in private fields, which it hides.

/** Node's and Bun's symbol, which Deno's console takes too (https://nodejs.org/api/util.html#utilinspectcustom). */
export const INSPECT: unique symbol = Symbol.for("nodejs.util.inspect.custom") as never;

/** The most events of a batch that are shown. */
export const MOST_SHOWN = 20;

/** An object that is shown with the name of a class. */
export function named(name: string, shown: object): object {
  const classes = { [name]: class {} };
  return Object.assign(new classes[name]!(), shown);
}
