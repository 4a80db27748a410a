/** One message of a conversation as an element. */

import * as api from "./api.js";
import { attachment, forwardedMessages } from "./attachments.js";
import { el, iconButton } from "./dom.js";
import { avatar, tint } from "./names.js";
import { follow, leadsInside } from "./openlink.js";
import { serviceNodes } from "./service.js";
import { flat, fullTime, hoursMinutes, rich } from "./text.js";
import { isBot, nameOf, state } from "./state.js";
import { attempt } from "./toasts.js";

const COLOURS = new Set(["primary", "secondary", "positive", "negative"]);
const WAITING_MS = 4000;

/**
 * @typedef {{mine: boolean, first: boolean, last: boolean, inChat: boolean,
 *   onReply: (message: import("./state.js").Message) => void, onEdit: (message: import("./state.js").Message) => void,
 *   onForward: (message: import("./state.js").Message) => void, onQuote: (cmid: number) => void}} Look
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
    if (href && leadsInside(href)) {
      const open = (event) => {
        event.preventDefault();
        follow(href);
      };
      return el("a", { class: "key key-secondary key-link", href, on: { click: open } }, button.label);
    }
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

/** Whether VK lets its author edit a message: not what is sent by itself, without words. */
export const canBeEdited = ({ attachments }) => attachments.every(({ kind }) => kind !== "sticker" && kind !== "voice");

/** What can be done with a message, beside it. */
function actions(message, { mine, inChat, onReply, onEdit, onForward }) {
  const { conversation_message_id: cmid } = message;
  const action = (name, label, act) => iconButton(name, label, () => act(message), { class: name, testid: `${name}-${cmid}` });
  return el("span", { class: "actions" },
    inChat && mine && canBeEdited(message) && action("edit", "Изменить", onEdit),
    action("forward", "Переслать", onForward),
    inChat && action("reply", "Ответить", onReply));
}

/**
 * A message that someone wrote.
 * @param {import("./state.js").Message} message
 * @param {Look} look
 * @returns {HTMLElement}
 */
export function bubble(message, look) {
  const { mine, first, last, onQuote } = look;
  const { conversation_message_id: cmid, from_id: from, attachments, forwarded } = message;
  const side = mine ? "mine" : "theirs";
  const named = !mine && first;
  const bare = attachments.some(({ kind }) => kind === "sticker") ? " bubble-bare" : "";
  return el("li", {
    class: `message ${side}${first ? " first" : ""}${last ? " last" : ""}`, testid: `message-${cmid}`, data: { from },
  },
  !mine && el("span", { class: "message-picture" }, last && avatar(from)),
  el("div", { class: "message-body" },
    el("div", { class: `bubble${bare}` },
      named
        ? el("span", { class: `author ink-${tint(from)}` }, nameOf(from), isBot(from) && el("span", { class: "tag" }, "бот"))
        : el("span", { class: "visually-hidden" }, `${mine ? "Вы" : nameOf(from)}: `),
      message.reply && quote(message, onQuote),
      message.text && el("span", { class: "text" }, ...rich(message.text)),
      ...forwardedMessages(forwarded),
      ...attachments.map(attachment),
      el("span", { class: "meta" },
        message.edited && el("span", { class: "edited", title: "Сообщение изменено" }, "ред. "),
        el("time", { datetime: new Date(message.date).toISOString(), title: fullTime(message.date) }, hoursMinutes(message.date)))),
    message.inline && keyboard(message, "Кнопки сообщения")),
  actions(message, look));
}
