// What process.test.ts runs: makes an Epoll where there is none.
Object.defineProperty(process, "platform", { value: "win32" });
const { Epoll } = await import("pollio/epoll");
try {
  new Epoll(() => {});
} catch (error) {
  console.log(/** @type {Error} */ (error).message);
}
