/** Writing: the field, what goes with its words, the keyboard under it, and why writing was refused. */

import * as api from "./api.js";
import { summary } from "./attachments.js";
import { makeAttaching } from "./attaching.js";
import { canBeEdited, keyboard } from "./bubble.js";
import { byId, el, icon, iconButton, reconcile } from "./dom.js";
import { draft, hasContent, restoreDraft, setDraft, takeDraft } from "./drafts.js";
import { openForwarding } from "./forwarding.js";
import { isBot, nameOf, openConversation, place, state, subscribe } from "./state.js";
import { refresh } from "./sync.js";
import { attempt } from "./toasts.js";

let field;
let attaching;
let sending = Promise.resolve();

/** Makes the field as high as its text. */
function fit() {
  if (field.offsetParent === null) return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

/** Changes the draft and shows it; the field is what one goes on with. */
function change(changes) {
  setDraft(changes);
  draw();
  field.focus();
}

/** A line above the field: something that goes with the words. */
function strip(name, title, words, label, drop, ...acts) {
  return el("div", { class: "answering" }, icon(name),
    el("span", { class: "answering-text" }, el("b", {}, title), el("span", {}, words)),
    ...acts, iconButton("close", label, () => change(drop)));
}

/** What else can be done with the message answered: on a narrow screen only «Ответить» stands beside it. */
function otherActs(message) {
  const act = (name, label, does) => iconButton(name, label, () => {
    setDraft({ reply: null });
    does(message);
  }, { class: "answering-act" });
  return [
    message.from_id === state.as && canBeEdited(message) && act("edit", "Изменить", edit),
    act("forward", "Переслать", forward),
  ];
}

/** All such lines of the draft. */
function strips({ reply, forward, editing, attachments }) {
  return [
    editing && strip("edit", "Изменение сообщения", summary(editing), "Не изменять", { editing: null, text: "" }),
    reply && strip("reply", nameOf(reply.from_id), summary(reply), "Не отвечать", { reply: null }, ...otherActs(reply)),
    forward && strip("forward", `Переслать: ${nameOf(forward.from_id)}`, summary(forward), "Не пересылать", { forward: null }),
    ...attachments.map((one, index) => strip(one.kind === "photo" ? "photo" : "file",
      one.kind === "photo" ? "Фотография" : "Файл", one.name ?? "из песочницы", "Не прикреплять",
      { attachments: attachments.toSpliced(index, 1) })),
  ].filter(Boolean);
}

/** Shows the draft of the open conversation. */
function draw() {
  const drawn = draft();
  if (field.value !== drawn.text) field.value = drawn.text;
  fit();
  byId("refusal").textContent = drawn.refusal;
  byId("refusal").hidden = drawn.refusal === "";
  byId("answering").replaceChildren(...strips(drawn));
  byId("answering").hidden = byId("answering").childElementCount === 0;
  attaching.button.disabled = drawn.editing !== null;
}

/** Puts words into the field, for somebody to send. @param {string} text */
export const suggest = (text) => change({ text });

/** Begins an answer to a message. @param {import("./state.js").Message} message */
export const answerTo = (message) => change(draft().editing ? { editing: null, text: "", reply: message } : { reply: message });

/** Begins to edit a message. @param {import("./state.js").Message} message */
export const edit = (message) =>
  change({ editing: message, text: message.text, reply: null, forward: null, attachments: [], refusal: "" });

/** Begins to forward a message. @param {import("./state.js").Message} message */
export const forward = (message) => openForwarding(message, () => change({}));

/** Sends what was taken from the draft. What is refused comes back into the field. */
function dispatch(taken, at, carry) {
  sending = sending.then(async () => {
    try {
      await carry();
      refresh();
    } catch (error) {
      restoreDraft(taken, error.message, at);
    }
    if (at === place()) draw();
  });
}

/** Sends the draft, or what was edited. */
function send() {
  if (!hasContent(draft())) return;
  const at = place();
  const { as, peer } = state;
  const taken = takeDraft();
  const { reply, forward: forwarded, editing, attachments } = taken;
  const text = taken.text.trim();
  attaching.close();
  draw();
  dispatch(taken, at, () => (editing
    ? api.edit(as, peer, editing.conversation_message_id, text)
    : api.send(as, peer, {
      text, attachments,
      replyTo: reply?.conversation_message_id ?? null,
      forwards: forwarded ? [{ peer: forwarded.peer, conversation_message_id: forwarded.conversation_message_id }] : [],
    })));
}

/** Sends something that goes without words; the words stay in the field. */
function sendAlone(attachment) {
  const { as, peer } = state;
  const { reply } = draft();
  setDraft({ reply: null, refusal: "" });
  draw();
  dispatch({ ...draft(), text: "", forward: null, editing: null, attachments: [], reply }, place(), () =>
    api.send(as, peer, { attachments: [attachment], replyTo: reply?.conversation_message_id ?? null }));
}

/** Enter sends, Shift+Enter makes a line, Escape drops what goes with the words. */
function onKey(event) {
  const { reply, editing, forward: forwarded } = draft();
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  } else if (event.key === "Escape" && (reply || editing || forwarded)) {
    event.stopPropagation();
    change({ reply: null, forward: null, ...(editing ? { editing: null, text: "" } : {}) });
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
  attaching = makeAttaching({
    now: sendAlone,
    later: (attachment) => change({ attachments: [...draft().attachments, attachment] }),
  });
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
  el("div", { class: "composer-row" }, field,
    el("button", { type: "submit", class: "send", testid: "send", title: "Отправить", "aria-label": "Отправить" }, icon("send")),
    attaching.button),
  el("p", { class: "restricted", id: "restricted", hidden: true }, icon("muted"), "Вам ограничили отправку сообщений в этой беседе."),
  el("div", { class: "going-with", id: "answering", testid: "answering", hidden: true }),
  el("div", { class: "standing", id: "standing" }),
  el("p", { class: "refusal", id: "refusal", testid: "refusal", role: "alert", hidden: true }));
  byId("composer-place").append(form, attaching.menu, outside());

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
