/** «Проверка текста»: what the detectors say of a sentence, and why. */

import * as api from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { plural } from "./text.js";

const SURE = 0.95;
const LIKELY = 0.8;

/** How sure, in a word, with the class that colours it. */
function degree(certainty) {
  if (certainty >= SURE) return ["sure", "уверенно"];
  return certainty >= LIKELY ? ["likely", "вероятно"] : ["maybe", "возможно"];
}

/** The share as people write it: 98 %. */
const percent = (certainty) => `${Math.round(certainty * 100)} %`;

/**
 * The text with what was found marked; places are code points, so an emoji counts as one.
 * @param {string} text
 * @param {{start: number, end: number, certainty: number}[]} found
 */
function marked(text, found) {
  const letters = Array.from(text);
  const sure = new Array(letters.length).fill(0);
  for (const { start, end, certainty } of found) {
    for (let at = Math.max(0, start); at < Math.min(end, letters.length); at += 1) sure[at] = Math.max(sure[at], certainty);
  }
  const nodes = [];
  for (let at = 0, next; at < letters.length; at = next) {
    next = at + 1;
    while (next < letters.length && sure[next] === sure[at]) next += 1;
    const part = letters.slice(at, next).join("");
    nodes.push(sure[at] > 0 ? el("mark", { class: `found-${degree(sure[at])[0]}` }, part) : part);
  }
  return nodes;
}

/** One thing that was found. */
function detection(one) {
  const [kind, word] = degree(one.certainty);
  return el("li", { class: "finding", testid: "finding" },
    el("p", { class: "finding-what" },
      one.found && el("mark", { class: `found-${kind}` }, one.found),
      el("b", {}, one.label_words)),
    el("p", { class: "finding-how" },
      el("span", { class: `degree degree-${kind}` }, `${word}, ${percent(one.certainty)}`),
      el("span", {}, `${one.sign_words}`)));
}

/** One thing that looked like a breach and is none. */
const clearance = (one) => el("li", { class: "clearance", testid: "clearance" },
  one.found && el("q", {}, one.found), el("span", {}, `${one.why_words}`));

/** What one detector says. */
function answer({ detector, title, rule, detections, cleared }) {
  return el("section", { class: "answer", testid: `answer-${detector}` },
    el("h3", {}, title,
      el("span", { class: detections.length ? "tag tag-found" : "tag" }, detections.length
        ? plural(detections.length, "находка", "находки", "находок") : "не нарушение")),
    el("p", { class: "hint" }, rule ? `Правило ${rule.number}. ${rule.title}` : "Ни одно из правил общения не назначено этому детектору."),
    detections.length > 0 && el("ul", {}, ...detections.map(detection)),
    cleared.length > 0 && el("p", { class: "hint cleared-head" }, "Похоже на нарушение, но им не является:"),
    cleared.length > 0 && el("ul", {}, ...cleared.map(clearance)));
}

/** What there is to say in one sentence. */
function verdict(answers) {
  const found = answers.reduce((sum, { detections }) => sum + detections.length, 0);
  if (found > 0) return `Похоже на нарушение: ${plural(found, "находка", "находки", "находок")}.`;
  return answers.some(({ cleared }) => cleared.length)
    ? "Нарушений не видно. Ниже сказано, что проверялось и почему это не нарушение."
    : "Нарушений не видно.";
}

/** Everything that is said of a text. */
function result(text, answers) {
  const telling = answers.filter(({ detections, cleared }) => detections.length || cleared.length)
    .sort((one, other) => other.detections.length - one.detections.length);
  const silent = answers.filter((one) => !telling.includes(one)).map(({ title }) => title.toLowerCase());
  return [
    el("p", { class: "verdict", testid: "verdict" }, verdict(answers)),
    el("p", { class: "inspected", testid: "inspected" }, ...marked(text, answers.flatMap(({ detections }) => detections))),
    ...telling.map(answer),
    silent.length > 0 && el("p", { class: "hint", testid: "silent" }, `Ничего не заметили: ${silent.join(", ")}.`),
  ].filter(Boolean);
}

/** Opens the dialog. */
function openInspect() {
  const close = () => dialog.close();
  const text = el("textarea", {
    class: "inspect-text", testid: "inspect-text", rows: "3", maxlength: "4096", required: true, autocomplete: "off",
    placeholder: "Например, сообщение, о котором Вы сомневаетесь", "aria-label": "Текст для проверки",
  });
  const late = el("input", { type: "checkbox", testid: "inspect-late" });
  const said = el("div", { class: "inspect-said", role: "status", "aria-live": "polite", tabindex: "0", "aria-label": "Ответ детекторов" });
  let asked = 0;

  const ask = async () => {
    const words = text.value;
    if (words.trim() === "") {
      text.focus();
      return;
    }
    const mine = ++asked;
    try {
      const { answers } = await api.detect(words, late.checked);
      if (mine === asked) said.replaceChildren(...result(words, answers));
    } catch (error) {
      if (mine === asked) said.replaceChildren(el("p", { class: "dialog-refusal" }, error.message));
    }
  };
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  });
  const submit = (event) => {
    event.preventDefault();
    ask();
  };
  const dialog = el("dialog", {
    class: "dialog inspect", "aria-label": "Проверка текста",
    on: { close: () => dialog.remove(), click: (event) => { if (event.target === dialog) close(); } },
  }, el("form", { on: { submit } },
    el("header", {}, el("h2", {}, "Проверка текста"), iconButton("close", "Закрыть", close, { testid: "inspect-close" })),
    el("p", { class: "hint" }, "Что сказали бы детекторы о таком сообщении и почему. Текст никуда не отправляется."),
    text,
    el("div", { class: "inspect-ask" },
      el("label", { class: "check" }, late, "как будто в тихие часы"),
      el("button", { type: "submit", class: "button button-primary", testid: "inspect-submit" }, "Проверить")),
    said));
  document.body.append(dialog);
  dialog.showModal();
  text.focus();
}

/** Puts the button on the page. */
export function mountInspect() {
  const button = byId("inspect-open");
  button.append(icon("inspect"), el("span", {}, "Проверка текста"));
  button.setAttribute("aria-label", "Проверка текста");
  button.addEventListener("click", openInspect);
}
