// Pretends to run on another system: program.mjs <system> <architecture> <package>.
const [os, arch, name] = process.argv.slice(2);
Object.defineProperty(process, "platform", { value: os });
Object.defineProperty(process, "arch", { value: arch });
const { backend, EventObject, OsPoller, sys, wake } = await import(name);
const said = [() => new OsPoller(), () => sys.close(0), () => wake({})].map(refusalOf);
console.log(JSON.stringify({ os: backend.os, word: EventObject.server(7).encode(), said }));

function refusalOf(use) {
  try {
    use();
  } catch ({ code, message }) {
    return [code, message];
  }
  return undefined;
}
