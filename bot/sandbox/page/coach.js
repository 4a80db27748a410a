/** «Пройти за три минуты»: a bar that leads through the bot's work, one sentence and one control at a time. */

import { suggest } from "./composer.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { noteVote, STEPS } from "./lesson.js";
import { remember, remembered } from "./memory.js";
import { subscribe } from "./state.js";
import { on } from "./sync.js";
import { attempt } from "./toasts.js";

const TITLE = "Пройти за три минуты";
const LOOK_MS = 400;

/** @type {import("./lesson.js").Progress} `open` is null until somebody began or declined */
let kept = { at: 0, open: null };
let pointed = null;
let drawn = "";
let beginning = false;

const save = () => remember("coach", kept, "localStorage");

/** Marks the control that comes next, and no other. */
function point(control) {
  if (control === pointed && (!control || control.classList.contains("coached"))) return;
  document.querySelectorAll(".coached").forEach((node) => node.classList.remove("coached"));
  control?.classList.add("coached");
  if (control && control !== pointed) control.scrollIntoView({ block: "nearest" });
  pointed = control;
}

/** Goes on to a step. */
function goTo(at) {
  kept.at = at;
  save();
  look();
}

/** Opens the bar or puts it aside; the button under the list opens it again. */
function open(wanted) {
  kept.open = wanted;
  save();
  look();
}

/** What the bar holds. */
function content(now) {
  const button = (words, testid, click, extra = "") =>
    el("button", { type: "button", class: `button ${extra}`, testid, on: { click } }, words);
  const close = iconButton("close", kept.open === null ? "Не сейчас" : "Отложить", () => open(false), { testid: "coach-close" });
  const say = (words) => el("p", { class: "coach-say", testid: "coach-say", role: "status" }, words);
  if (kept.open === null) {
    return [say("Впервые здесь?"), button(TITLE, "coach-start", () => open(true), "button-primary"), close];
  }
  if (!now) return [say("Вот и всё. Дальше — сами: пишите, отвечайте, нажимайте."), close];
  return [
    el("span", { class: "coach-count", testid: "coach-count" }, `${kept.at + 1} из ${STEPS.length}`),
    say(now.say),
    close,
    now.insert && button(`Вставить «${now.insert}»`, "coach-insert", () => suggest(now.insert), "button-primary"),
    button("Пропустить", "coach-skip", () => goTo(kept.at + 1)),
  ];
}

/** Draws the bar again if it says something else. */
function draw(now) {
  // the clock's tools open below it
  document.documentElement.style.setProperty("--coach-height", `${byId("coach").offsetHeight}px`);
  const signature = JSON.stringify([kept.open, kept.at, now?.say, now?.insert]);
  if (signature === drawn) return;
  drawn = signature;
  const bar = byId("coach");
  bar.hidden = kept.open === false;
  bar.classList.toggle("coach-offer", kept.open === null);
  bar.replaceChildren(...content(now).filter(Boolean));
  const again = byId("coach-resume");
  again.hidden = kept.open !== false || kept.at >= STEPS.length;
  again.querySelector("span").textContent = kept.at ? `Продолжить: шаг ${kept.at + 1} из ${STEPS.length}` : TITLE;
}

/** Does what a step begins with, once. */
async function begin(step) {
  beginning = true;
  await attempt(() => step.begin(kept));
  beginning = false;
  kept.begun = kept.at;
  save();
  look();
}

/** Looks where one is: whether the step is done, and what comes next. */
function look() {
  const step = STEPS[kept.at];
  if (!kept.open || !step) {
    draw(null);
    point(null);
    return;
  }
  if (beginning) return;
  if (step.begin && kept.begun !== kept.at) {
    begin(step);
    return;
  }
  if (step.done(kept)) {
    goTo(kept.at + 1);
    return;
  }
  draw(step.now(kept));
  // what the bar offers to write is there only now
  point(step.now(kept).control);
}

/** Puts the bar on the page; called once it is known whose story this is. */
export function mountCoach() {
  kept = remembered("coach", kept, "localStorage");
  const again = el("button", {
    type: "button", class: "button coach-resume", id: "coach-resume", testid: "coach-resume", hidden: true,
    on: { click: () => open(true) },
  }, icon("check"), el("span", {}, TITLE));
  byId("chats").after(again);
  on("popup", () => {
    noteVote(kept);
    look();
  });
  subscribe(["as", "peer", "messages", "messagesOf", "conversations", "clock"], look);
  setInterval(look, LOOK_MS);
  look();
}
