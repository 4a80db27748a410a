/** The list of conversations, on the left. */

import { summary } from "./attachments.js";
import { byId, el, iconButton, reconcile } from "./dom.js";
import { avatar } from "./names.js";
import { openNewChat } from "./newchat.js";
import { openLinkDialog } from "./openlink.js";
import { writeRoute } from "./route.js";
import { serviceText } from "./service.js";
import { dayOf, fullTime, listTime, plural } from "./text.js";
import { now, shortNameOf, state, subscribe } from "./state.js";

/** Who wrote the last message, when the list should say so. */
function prefix({ kind, last }) {
  if (last.from_id === state.as) return "Вы: ";
  return kind === "chat" ? `${shortNameOf(last.from_id)}: ` : "";
}

/** The second line of an item. */
function preview(conversation) {
  const { last } = conversation;
  if (!last) return el("span", { class: "chat-last chat-service" }, "Пока нет сообщений");
  if (last.action) return el("span", { class: "chat-last chat-service" }, serviceText(last));
  return el("span", { class: "chat-last" }, el("span", { class: "chat-from" }, prefix(conversation)), summary(last));
}

/** One conversation of the list. */
function item(conversation, open, unread) {
  const { peer, title, kind, last, in_chat: inChat } = conversation;
  const picture = kind === "private" ? avatar(-state.group.id) : avatar(peer, title);
  const button = el("button", {
    type: "button", class: `chat${open ? " chat-open" : ""}${inChat ? "" : " chat-left"}`,
    testid: `chat-${peer}`, "aria-current": open ? "true" : null,
    on: { click: () => writeRoute({ as: state.as, peer }) },
  }, picture,
  el("span", { class: "chat-body" },
    el("span", { class: "chat-line" },
      el("span", { class: "chat-title" }, title),
      last && el("time", { class: "chat-time", title: fullTime(last.date) }, listTime(last.date))),
    el("span", { class: "chat-line" },
      preview(conversation),
      unread > 0 && el("span", {
        class: "badge", testid: `unread-${peer}`,
        "aria-label": plural(unread, "непрочитанное", "непрочитанных", "непрочитанных"),
      }, String(unread)))));
  return el("li", {}, button);
}

/** Draws the list again where it differs. */
function render() {
  const today = dayOf(now());
  reconcile(byId("chats"), state.conversations.map((conversation) => {
    const open = conversation.peer === state.peer;
    const unread = open ? 0 : conversation.unread;
    const { peer, title, kind, last, in_chat: inChat } = conversation;
    return {
      key: `${peer}`,
      signature: JSON.stringify([title, kind, last, inChat, open, unread, today, state.as, state.people.size]),
      make: () => item(conversation, open, unread),
    };
  }));
  const unread = state.conversations.filter(({ peer }) => peer !== state.peer)
    .reduce((sum, conversation) => sum + conversation.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}Порядок: песочница`;
}

/** Puts the list on the page and keeps it true. */
export function mountChats() {
  byId("chats-actions").append(iconButton("link", "Открыть ссылку", openLinkDialog, { testid: "open-link" }));
  byId("chats-actions").append(iconButton("plus", "Создать беседу", openNewChat, { testid: "chat-create" }));
  subscribe(["conversations", "peer", "as", "clock"], render);

  subscribe(["peer"], () => {
    document.body.dataset.screen = state.peer === null ? "list" : "conversation";
  });
}
