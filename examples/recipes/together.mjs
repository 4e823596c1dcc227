// Three libraries in one event loop, at once: none waits for another.
import { demo as libcurl } from "./libcurl-demo.mjs";
import { demo as libpq } from "./libpq-demo.mjs";
import { demo as zeromq } from "./zeromq-demo.mjs";

await Promise.all([libpq(), libcurl(), zeromq("together")]);
console.log("all three are done");
