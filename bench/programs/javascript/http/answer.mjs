// What every HTTP server of the benchmark answers.

export const BODY = "hello\n";
export const TYPE = "text/plain";
/** For servers whose headers are an object; without `content-length`, node:http would send the body in chunks. */
export const HEADERS = { "content-type": TYPE, "content-length": String(BODY.length) };
