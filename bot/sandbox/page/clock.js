/** The sandbox's clock, and turning it forward. */

import * as api from "./api.js";
import { byId, el, icon } from "./dom.js";
import { clockFrom, now, state, subscribe, update } from "./state.js";
import { fullTime, hoursMinutesSeconds, longDate, plural, shortDate } from "./text.js";
import { attempt } from "./toasts.js";

const STEPS = [
  [60, "+1 минута"],
  [3600, "+1 час"],
  [86400, "+1 день"],
  [604800, "+1 неделя"],
  [2678400, "+1 месяц", "31 день"],
];
const UNITS = [[86400, "дней"], [3600, "часов"], [60, "минут"], [1, "секунд"]];

/** Turns the clock forward. */
async function advance(seconds) {
  const clock = await attempt(() => api.advanceClock(seconds));
  if (clock) update({ clock: clockFrom(clock) });
}

/** How far the clock has been turned, in words. */
function shiftText(offset) {
  const minutes = Math.round(offset / 60);
  if (minutes === 0) return offset ? `вперёд на ${plural(offset, "секунду", "секунды", "секунд")}` : "";
  const parts = [
    [Math.floor(minutes / 1440), "день", "дня", "дней"],
    [Math.floor(minutes % 1440 / 60), "час", "часа", "часов"],
    [minutes % 60, "минуту", "минуты", "минут"],
  ];
  return `вперёд на ${parts.filter(([count]) => count).map((part) => plural(...part)).join(" ")}`;
}

/** The form for any other step. */
function freeForm() {
  const count = el("input", {
    type: "number", class: "clock-count", min: "1", max: "10000", value: "3", required: true,
    testid: "advance-count", "aria-label": "Сколько", inputmode: "numeric",
  });
  const unit = el("select", { testid: "advance-unit", "aria-label": "Чего" },
    ...UNITS.map(([seconds, title]) => el("option", { value: seconds }, title)));
  const submit = (event) => {
    event.preventDefault();
    const seconds = Math.round(Number(count.value) * Number(unit.value));
    if (seconds > 0) advance(seconds);
  };
  return el("form", { class: "clock-free", on: { submit } }, count, unit,
    el("button", { type: "submit", class: "strip-step", testid: "advance-free" }, "Вперёд"));
}

/** Puts the clock on the page and keeps it going. */
export function mountClock() {
  const clock = byId("clock");
  const date = el("span", { class: "clock-date" });
  const brief = el("span", { class: "clock-brief" });
  const time = el("span", {});
  const seconds = el("span", { class: "clock-seconds" });
  const shift = el("p", { class: "clock-shift", testid: "clock-shift" });
  const button = el("button", {
    type: "button", class: "clock-now", testid: "clock-now", "aria-expanded": "false", "aria-controls": "clock-tools",
    on: { click: () => open(tools.classList.contains("tools-closed")) },
  }, icon("clock"), date, brief, el("span", { class: "clock-time" }, time, seconds));
  const tools = el("div", { class: "clock-tools tools-closed", id: "clock-tools", role: "group", "aria-label": "Перевести часы" },
    ...STEPS.map(([seconds, title, hint]) => el("button", {
      type: "button", class: "strip-step", testid: `advance-${seconds}`, title: hint ? `Перевести часы: ${hint}` : "Перевести часы вперёд",
      on: { click: () => advance(seconds) },
    }, title)), freeForm(), shift);
  clock.append(button, tools);

  function open(wanted) {
    tools.classList.toggle("tools-closed", !wanted);
    button.setAttribute("aria-expanded", String(wanted));
  }
  addEventListener("pointerdown", (event) => {
    if (!clock.contains(event.target)) open(false);
  });
  clock.addEventListener("keydown", (event) => {
    if (event.key === "Escape") open(false);
  });

  const tick = () => {
    const at = now();
    date.textContent = longDate(at).replace(/\s?г\.$/u, "");
    brief.textContent = shortDate(at);
    const whole = hoursMinutesSeconds(at);
    time.textContent = whole.slice(0, -3);
    seconds.textContent = whole.slice(-3);
    button.dataset.now = String(Math.floor(at));
  };
  const turned = () => {
    shift.textContent = shiftText(Math.round(state.clock.offset));
    button.title = [`В песочнице ${fullTime(now())}`, shift.textContent].filter(Boolean).join(", ");
    tick();
  };
  setInterval(tick, 1000);
  subscribe(["clock"], turned);
  turned();
}
