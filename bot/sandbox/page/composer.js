/** Writing: the field, the message being answered, the keyboard under it, and why writing was refused. */

import * as api from "./api.js";
import { keyboard } from "./bubble.js";
import { byId, el, icon, iconButton, reconcile } from "./dom.js";
import { isBot, nameOf, openConversation, place, state, subscribe } from "./state.js";
import { refresh } from "./sync.js";
import { flat } from "./text.js";
import { attempt } from "./toasts.js";

/** @type {Map<string, {text: string, reply: import("./state.js").Message|null, refusal: string}>} by who and where */
const drafts = new Map();
const EMPTY = { text: "", reply: null, refusal: "" };

let field;
let sending = Promise.resolve();

const draft = (at = place()) => drafts.get(at) ?? EMPTY;
const setDraft = (changes, at = place()) => drafts.set(at, { ...draft(at), ...changes });

/** Makes the field as high as its text. */
function fit() {
  if (field.offsetParent === null) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

/** Shows the draft of the open conversation. */
function draw() {
  const { text, reply, refusal } = draft();
  if (field.value !== text) field.value = text;
  fit();
  byId("refusal").textContent = refusal;
  byId("refusal").hidden = refusal === "";
  byId("answering").replaceChildren(...(reply ? [
    icon("reply"),
    el("span", { class: "answering-text" }, el("b", {}, nameOf(reply.from_id)), el("span", {}, flat(reply.text) || "Сообщение")),
    iconButton("close", "Не отвечать", () => {
      setDraft({ reply: null });
      draw();
      field.focus();
    }),
  ] : []));
  byId("answering").hidden = reply === null;
}

/**
 * Begins an answer to a message.
 * @param {import("./state.js").Message} message
 */
export function answerTo(message) {
  setDraft({ reply: message });
  draw();
  field.focus();
}

/** Sends the draft. What is refused comes back into the field. */
function send() {
  const at = place();
  const { as, peer } = state;
  const { text, reply } = draft();
  if (text.trim() === "") return;
  setDraft({ ...EMPTY });
  draw();
  sending = sending.then(async () => {
    try {
      await api.send(as, peer, text.trim(), reply?.conversation_message_id ?? null);
      refresh();
    } catch (error) {
      const typed = draft(at).text;
      setDraft({ text: typed ? `${text}\n${typed}` : text, reply: draft(at).reply ?? reply, refusal: error.message }, at);
    }
    if (at === place()) draw();
  });
}

/** Enter sends, Shift+Enter makes a line. */
function onKey(event) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && draft().reply) {
    event.stopPropagation();
    setDraft({ reply: null });
    draw();
  }
}

/** The keyboard that stays under the field: the newest one that is not inside a message. */
function standingKeyboard() {
  if (state.messagesOf !== place()) return [];
  const message = state.messages.findLast((one) => isBot(one.from_id) && one.keyboard && !one.inline);
  const made = message && openConversation()?.in_chat && keyboard(message, "Клавиатура бота");
  if (!made) return [];
  return [{ key: "keys", signature: JSON.stringify([place(), message.conversation_message_id, message.keyboard]), make: () => made }];
}

/** What stands in the composer's place for someone who is no longer in the chat. */
function outside() {
  const come = (how) => attempt(() => api.addMember(state.as, state.peer, state.as, how));
  return el("div", { class: "outside", id: "outside", hidden: true },
    el("p", {}, "Вы больше не участник этой беседы."),
    el("button", { type: "button", class: "button", testid: "return", on: { click: () => come("invite") } }, "Вернуться"),
    el("button", { type: "button", class: "button", testid: "return-link", on: { click: () => come("link") } }, "Войти по ссылке"));
}

/** Shows the field or the words that replace it. */
function drawPlace() {
  const conversation = openConversation();
  const inside = conversation?.in_chat ?? true;
  fit();
  byId("composer-form").hidden = !inside;
  byId("outside").hidden = inside;
  const restricted = conversation?.members.some(({ id, restricted: is }) => id === state.as && is) ?? false;
  byId("restricted").hidden = !restricted;
  reconcile(byId("standing"), standingKeyboard());
}

/** Puts the composer on the page and keeps it true. */
export function mountComposer() {
  field = el("textarea", {
    class: "composer", testid: "composer", rows: "1", placeholder: "Сообщение", "aria-label": "Сообщение",
    "aria-describedby": "refusal", enterkeyhint: "send", autocomplete: "off",
    on: {
      keydown: onKey,
      input: () => {
        setDraft({ text: field.value });
        fit();
      },
    },
  });
  const form = el("form", { class: "composer-form", id: "composer-form", on: {
    submit: (event) => {
      event.preventDefault();
      send();
    },
  } },
  el("p", { class: "restricted", id: "restricted", hidden: true }, icon("muted"), "Вам ограничили отправку сообщений в этой беседе."),
  el("div", { class: "answering", id: "answering", testid: "answering", hidden: true }),
  el("div", { class: "composer-row" }, field,
    el("button", { type: "submit", class: "send", testid: "send", title: "Отправить", "aria-label": "Отправить" }, icon("send"))),
  el("div", { class: "standing", id: "standing" }),
  el("p", { class: "refusal", id: "refusal", testid: "refusal", role: "alert", hidden: true }));
  byId("composer-place").append(form, outside());

  subscribe(["peer", "as"], draw);
  subscribe(["messages", "conversations", "peer", "as"], drawPlace);
  if (matchMedia("(hover: hover)").matches) subscribe(["messagesOf"], focusOnOpening());
}

/** Puts the cursor into the field once a conversation has been opened. */
function focusOnOpening() {
  let last = "";
  return () => {
    const opened = state.messagesOf !== last && state.peer !== null;
    last = state.messagesOf;
    if (opened && (document.activeElement === document.body || document.activeElement?.closest(".chats"))) field.focus();
  };
}
