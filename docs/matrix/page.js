// The page's own script: it opens cells, filters cases, and moves by keyboard.
/** Statuses in the order in which their cases are shown. */
const STATUSES = ["failed", "expected", "not provable", "passed"];
const title = (status) => (status === "expected" ? "expected to fail" : status);

const byId = (id) => document.getElementById(id);
const cells = JSON.parse(byId("data").textContent);
const buttons = [...document.querySelectorAll("button.cell")];
const details = byId("details");
const filter = byId("filter");

/** The button of the open cell. */
let open;
/** The status that is shown alone. */
let only;

function casesOf(button) {
  const cell = cells.find(({ id }) => id === button.dataset.cell);
  return cell.cases
    .map(({ milliseconds: ms, message = "", reason = "", ...rest }) => ({ ...rest, ms, message, reason }))
    .sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
}

function openCell(button, { focus = true } = {}) {
  for (const other of buttons) other.setAttribute("aria-expanded", String(other === button));
  open = button;
  only = undefined;
  details.hidden = false;
  roam(button);
  byId("title").textContent = button.dataset.label;
  const cases = casesOf(button);
  const seconds = cases.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  byId("sums").textContent = `${cases.length} cases in ${seconds.toFixed(1)} s`;
  showStatuses(cases);
  showCases();
  history.replaceState(null, "", `#${button.dataset.cell}`);
  if (focus) {
    byId("title").focus({ preventScroll: true });
    byId("title").scrollIntoView({ block: "nearest" });
  }
}

function closeCell() {
  if (open === undefined) return;
  const button = open;
  open = undefined;
  details.hidden = true;
  button.setAttribute("aria-expanded", "false");
  history.replaceState(null, "", location.pathname + location.search);
  button.focus();
}

/** A button for each status that the cell has. */
function showStatuses(cases) {
  const count = (status) => cases.filter((each) => each.status === status).length;
  byId("statuses").replaceChildren(
    ...STATUSES.filter(count).map((status) => {
      const button = element("button", `chip ${kind(status)}`, `${count(status)} ${title(status)}`);
      button.type = "button";
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => {
        only = only === status ? undefined : status;
        for (const chip of byId("statuses").children)
          chip.setAttribute("aria-pressed", String(chip === button && only === status));
        showCases();
      });
      return button;
    }),
  );
}

function showCases() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const all = casesOf(open);
  const slowest = Math.max(1, ...all.map(({ ms }) => ms));
  const shown = all.filter(({ name, status, message, reason }) => {
    if (only !== undefined && status !== only) return false;
    const text = `${name} ${title(status)} ${message} ${reason}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  byId("shown").textContent = shown.length === all.length ? "" : `${shown.length} of ${all.length}`;
  byId("cases").replaceChildren(...shown.map((each) => row(each, slowest)));
}

function row({ name, status, ms, message, reason }, slowest) {
  const line = element("tr", kind(status));
  const what = element("td", "what");
  what.append(element("code", "", name));
  if (reason !== "") what.append(element("p", "reason", reason));
  if (message !== "") what.append(element("pre", "message", message));
  const time = element("td", "time", status === "not provable" ? "" : duration(ms));
  time.style.setProperty("--part", Math.sqrt(ms / slowest).toFixed(3));
  line.append(element("td", "status", title(status)), what, time);
  return line;
}

/** The class of a status. */
function kind(status) {
  return status.replace(" ", "-");
}

function duration(ms) {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  made.textContent = text;
  return made;
}

/** One cell alone is reached by Tab; the arrow keys move between them. */
function roam(button) {
  for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
}

function move(button, key) {
  const place = button.closest("td");
  const line = place.parentElement;
  const across = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const down = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (across !== undefined) {
    let next = place;
    do next = across < 0 ? next.previousElementSibling : next.nextElementSibling;
    while (next !== null && next.querySelector("button") === null);
    return next?.querySelector("button");
  }
  if (down !== undefined) {
    let next = line;
    do next = down < 0 ? next.previousElementSibling : next.nextElementSibling;
    while (next !== null && next.cells[place.cellIndex].querySelector("button") === null);
    return next?.cells[place.cellIndex].querySelector("button");
  }
  if (key === "Home") return line.querySelector("button");
  if (key === "End") return [...line.querySelectorAll("button")].at(-1);
  return undefined;
}

for (const button of buttons) {
  button.addEventListener("click", () => (open === button ? closeCell() : openCell(button)));
  button.addEventListener("focus", () => roam(button));
  button.addEventListener("keydown", (event) => {
    const next = move(button, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}
byId("close").addEventListener("click", closeCell);
filter.addEventListener("input", showCases);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (document.activeElement === filter && filter.value !== "") {
      filter.value = "";
      showCases();
    } else closeCell();
    event.preventDefault();
  } else if (event.key === "/" && document.activeElement !== filter) {
    if (open === undefined) openCell(buttons.find(({ tabIndex }) => tabIndex === 0));
    filter.focus();
    filter.select();
    event.preventDefault();
  }
});

if (buttons.length > 0) {
  const linked = buttons.find(({ dataset }) => `#${dataset.cell}` === location.hash);
  roam(linked ?? buttons.find((button) => button.classList.contains("bad")) ?? buttons[0]);
  if (linked !== undefined) openCell(linked, { focus: false });
}
