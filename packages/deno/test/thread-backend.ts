// The backend where Deno's event loop does not lend itself to waiting, so that a thread waits.

(process as unknown as { binding: unknown }).binding = () => {
  throw new Error("refused");
};

export { opened } from "../src/backend.ts";
