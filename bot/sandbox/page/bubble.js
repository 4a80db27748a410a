/** One message of a conversation as an element. */

import * as api from "./api.js";
import { el, icon } from "./dom.js";
import { avatar, tint } from "./names.js";
import { serviceNodes } from "./service.js";
import { flat, fullTime, hoursMinutes, rich } from "./text.js";
import { isBot, nameOf, state } from "./state.js";
import { attempt } from "./toasts.js";

const COLOURS = new Set(["primary", "secondary", "positive", "negative"]);
const WAITING_MS = 4000;

/**
 * @typedef {{mine: boolean, first: boolean, last: boolean, inChat: boolean,
 *   onReply: (message: import("./state.js").Message) => void, onQuote: (cmid: number) => void}} Look
 */

/**
 * A button of a keyboard.
 * @param {import("./state.js").Message} message
 * @param {import("./state.js").Button} button
 * @param {number} row
 * @param {number} column
 */
function key(message, button, row, column) {
  const colour = COLOURS.has(button.color) ? button.color : "secondary";
  if (button.type === "open_link") {
    const href = /^https?:\/\//i.test(button.link ?? "") ? button.link : null;
    return el("a", { class: "key key-secondary key-link", href, target: "_blank", rel: "noopener noreferrer" }, button.label);
  }
  const press = async () => {
    node.classList.add("key-waiting");
    setTimeout(() => node.classList.remove("key-waiting"), WAITING_MS);
    const { peer, conversation_message_id: cmid } = message;
    const answer = await attempt(() => api.press(state.as, peer, cmid, row, column));
    if (!answer || button.type !== "callback") node.classList.remove("key-waiting");
  };
  const node = el("button", { type: "button", class: `key key-${colour}`, on: { click: press } }, button.label);
  return node;
}

/**
 * A keyboard, row by row.
 * @param {import("./state.js").Message} message
 * @param {string} label
 * @returns {HTMLElement|null}
 */
export function keyboard(message, label) {
  const rows = (message.keyboard ?? []).filter((row) => row.length > 0);
  if (rows.length === 0) return null;
  return el("div", { class: "keyboard", role: "group", "aria-label": label },
    ...message.keyboard.map((buttons, row) =>
      el("div", { class: "keyboard-row" }, ...buttons.map((button, column) => key(message, button, row, column)))));
}

/** A picture, or a link to a document. */
function attachment({ kind, name, url }) {
  if (kind === "photo") return el("a", { href: url, target: "_blank" }, el("img", { class: "photo", src: url, alt: "Картинка" }));
  return el("a", { class: "document", href: url, download: name, testid: "document" }, icon("down"), el("span", {}, name));
}

/** The quote of the message that this one answers. */
function quote({ reply }, onQuote) {
  return el("button", {
    type: "button", class: `quote ink-${tint(reply.from_id)}`, title: "Показать сообщение",
    on: { click: () => onQuote(reply.conversation_message_id) },
  }, el("b", {}, nameOf(reply.from_id)), el("span", {}, flat(reply.text) || "Сообщение"));
}

/**
 * A service message, in the middle.
 * @param {import("./state.js").Message} message
 */
export function serviceLine(message) {
  return el("li", {
    class: "service", testid: `message-${message.conversation_message_id}`,
    data: { from: message.from_id, action: message.action.type }, title: fullTime(message.date),
  }, el("span", {}, ...serviceNodes(message)));
}

/**
 * A message that someone wrote.
 * @param {import("./state.js").Message} message
 * @param {Look} look
 * @returns {HTMLElement}
 */
export function bubble(message, { mine, first, last, inChat, onReply, onQuote }) {
  const { conversation_message_id: cmid, from_id: from } = message;
  const side = mine ? "mine" : "theirs";
  const named = !mine && first;
  return el("li", {
    class: `message ${side}${first ? " first" : ""}${last ? " last" : ""}`, testid: `message-${cmid}`, data: { from },
  },
  !mine && el("span", { class: "message-picture" }, last && avatar(from)),
  el("div", { class: "message-body" },
    el("div", { class: "bubble" },
      named
        ? el("span", { class: `author ink-${tint(from)}` }, nameOf(from), isBot(from) && el("span", { class: "tag" }, "бот"))
        : el("span", { class: "visually-hidden" }, `${mine ? "Вы" : nameOf(from)}: `),
      message.reply && quote(message, onQuote),
      el("span", { class: "text" }, ...rich(message.text)),
      ...(message.attachments ?? []).map(attachment),
      el("span", { class: "meta" },
        message.edited && el("span", { class: "edited", title: "Сообщение изменено" }, "ред. "),
        el("time", { datetime: new Date(message.date).toISOString(), title: fullTime(message.date) }, hoursMinutes(message.date)))),
    message.inline && keyboard(message, "Кнопки сообщения")),
  inChat && el("button", {
    type: "button", class: "reply", testid: `reply-${cmid}`, title: "Ответить", "aria-label": "Ответить",
    on: { click: () => onReply(message) },
  }, icon("reply")));
}
