/** The panel for developers: what the bot asks of VK, as it happens, and how VK behaves. */

import * as api from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { on } from "./sync.js";
import { mountSwitches } from "./switches.js";
import { fullTime, hoursMinutesSeconds, plural } from "./text.js";

const AT_MOST = 300;
const MEMORY = "poryadok.calls";

/** @typedef {{number: number, at: number, method: string, params: object, outcome: string, milliseconds: number}} Call */

/** @type {Map<number, Call>} by number, oldest first */
let known = new Map();
let list;
let count;
let filter;
let onlyErrors;
let queued = false;

const failed = ({ outcome }) => outcome !== "ok";

/** Whether the filters let a call through. */
const wanted = (call) => (!onlyErrors.checked || failed(call))
  && call.method.toLowerCase().includes(filter.value.trim().toLowerCase());

/** Parameters on one line. */
const brief = (params) => Object.entries(params ?? {})
  .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`).join(" ").slice(0, 200);

/** One call; its parameters unfold. */
function row(call) {
  const time = Math.round(call.milliseconds * 10) / 10;
  return el("li", { testid: `call-${call.number}`, data: { key: `${call.number}`, method: call.method } },
    el("details", { class: failed(call) ? "call call-failed" : "call" },
      el("summary", {},
        el("time", { title: fullTime(call.at) }, hoursMinutesSeconds(call.at)),
        el("span", { class: "call-method" }, call.method),
        el("span", { class: "call-time" }, `${time} мс`),
        el("span", { class: "call-result" },
          el("span", { class: "call-outcome" }, call.outcome), el("span", { class: "call-brief" }, brief(call.params)))),
      el("pre", {}, JSON.stringify(call.params, null, 2))));
}

/** Draws the list again, newest first; rows that stay keep whether they are unfolded. */
function render() {
  queued = false;
  const shown = [...known.values()].filter(wanted).reverse();
  const rows = new Map([...list.children].map((node) => [node.dataset.key, node]));
  list.replaceChildren(...shown.map((call) => rows.get(`${call.number}`) ?? row(call)));
  count.textContent = known.size === 0
    ? "Бот ещё ни о чём не просил VK."
    : `${plural(known.size, "вызов", "вызова", "вызовов")}, с ошибкой: ${[...known.values()].filter(failed).length}`;
}

/** Draws soon, once for many calls. */
function renderSoon() {
  if (queued || byId("calls").hidden) return;
  queued = true;
  requestAnimationFrame(render);
}

/** Takes in calls and forgets the oldest. */
function take(calls) {
  for (const call of calls) known.set(call.number, call);
  for (const number of known.keys()) {
    if (known.size <= AT_MOST) break;
    known.delete(number);
  }
  renderSoon();
}

/** Reads all calls anew: after a restart the sandbox counts from the beginning. */
async function reload() {
  const { calls } = await api.calls(0).catch(() => ({ calls: [] }));
  known = new Map();
  list.replaceChildren();
  take(calls);
}

/** Opens the panel or closes it, and remembers it. */
function toggle(wantedOpen) {
  byId("calls").hidden = !wantedOpen;
  byId("calls-toggle").setAttribute("aria-expanded", String(wantedOpen));
  document.body.classList.toggle("with-calls", wantedOpen);
  try {
    localStorage.setItem(MEMORY, wantedOpen ? "open" : "closed");
  } catch { /* a browser may forbid storage; then the panel starts closed */ }
  if (wantedOpen) renderSoon();
}

/** What the panel was when the page was last left. */
function remembered() {
  try {
    return localStorage.getItem(MEMORY) === "open";
  } catch {
    return false;
  }
}

/** Puts the panel on the page and keeps it true. */
export function mountCalls() {
  const panel = byId("calls");
  const button = byId("calls-toggle");
  button.append(icon("calls"), el("span", {}, "Для разработчика"));
  button.setAttribute("aria-label", "Для разработчика");
  button.addEventListener("click", () => toggle(panel.hidden));
  list = el("ol", { class: "call-list", testid: "calls" });
  count = el("p", { class: "hint call-count" });
  filter = el("input", {
    type: "search", placeholder: "Метод", "aria-label": "Показать методы", testid: "calls-filter", on: { input: render },
  });
  onlyErrors = el("input", { type: "checkbox", testid: "calls-errors", on: { change: render } });
  panel.append(
    el("header", { class: "drawer-head" },
      iconButton("close", "Закрыть", () => toggle(false), { testid: "calls-close" }), el("h2", {}, "Для разработчика")),
    mountSwitches(),
    el("h3", { class: "calls-title" }, "Вызовы бота"),
    el("div", { class: "call-filters" }, filter, el("label", { class: "check" }, onlyErrors, "только ошибки")),
    count, list);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
  });
  on("call", (call) => take([call]));
  on("open", reload);
  if (remembered() && matchMedia("(min-width: 1100px)").matches) toggle(true);
}
