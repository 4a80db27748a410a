/** The open conversation: its head and its messages. */

import { bubble, serviceLine } from "./bubble.js";
import { answerTo, edit, forward } from "./composer.js";
import { byId, el, icon, iconButton, reconcile } from "./dom.js";
import { toggleMembers } from "./members.js";
import { avatar } from "./names.js";
import { writeRoute } from "./route.js";
import { isBot, openConversation, place, state, subscribe } from "./state.js";
import { on } from "./sync.js";
import { dayOf, dayTitle, plural } from "./text.js";

const GROUP_MS = 5 * 60 * 1000;
const NEAR_BOTTOM = 80;

let shownPlace = "";
let unseen = 0;

const scroller = byId("scroller");
const list = byId("messages");
const jump = byId("jump");

const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM;

/** Goes to the newest message. */
function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  unseen = 0;
  drawJump();
}

/** The button that leads to what came meanwhile. */
function drawJump() {
  jump.hidden = atBottom() && unseen === 0;
  jump.replaceChildren(icon("down"), unseen ? el("span", { class: "badge" }, String(unseen)) : "");
  jump.setAttribute("aria-label", unseen ? plural(unseen, "новое сообщение", "новых сообщения", "новых сообщений") : "Вниз");
}

/** Shows a message that was quoted. */
function showMessage(cmid) {
  const node = list.querySelector(`[data-testid="message-${cmid}"]`);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.remove("flash");
  requestAnimationFrame(() => node.classList.add("flash"));
}

/** Whether two neighbours belong together under one name. */
const together = (one, two) => Boolean(one && two) && !one.action && !two.action && one.from_id === two.from_id
  && Math.abs(two.date - one.date) < GROUP_MS && dayOf(one.date) === dayOf(two.date);

/** Messages and day separators as items to reconcile. */
function items(inChat) {
  const { messages } = state;
  const made = [];
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    if (!before || dayOf(before.date) !== dayOf(message.date)) {
      const title = dayTitle(message.date);
      made.push({
        key: `day-${dayOf(message.date)}-${index && message.conversation_message_id}`, signature: title,
        make: () => el("li", { class: "day" }, el("span", {}, title)),
      });
    }
    const look = {
      mine: message.from_id === state.as,
      first: !together(before, message),
      last: !together(message, messages[index + 1]),
      inChat,
    };
    made.push({
      key: `${message.conversation_message_id}`,
      signature: JSON.stringify([message, look, state.people.size]),
      make: () => (message.action
        ? serviceLine(message)
        : bubble(message, { ...look, onReply: answerTo, onEdit: edit, onForward: forward, onQuote: showMessage })),
    });
  });
  return made;
}

/** Draws the messages again where they differ; keeps the place unless the newest were in sight. */
function renderMessages() {
  if (state.messagesOf !== place()) {
    if (shownPlace !== place()) list.replaceChildren();
    return;
  }
  const fresh = shownPlace !== place();
  const stay = !fresh && !atBottom();
  list.classList.toggle("settled", !fresh);
  list.setAttribute("aria-busy", String(fresh));
  const added = reconcile(list, items(openConversation()?.in_chat ?? false));
  list.setAttribute("aria-busy", "false");
  shownPlace = place();
  const newer = state.messages.filter((message) => added.has(`${message.conversation_message_id}`));
  if (!stay || newer.some((message) => message.from_id === state.as)) return toBottom();
  unseen += newer.length;
  return drawJump();
}

/** What the head says under the title. */
function subtitle(conversation) {
  if (conversation.kind === "private") return "бот, личная переписка";
  if (!conversation.in_chat) return "вы не участник";
  const people = conversation.members.filter(({ id }) => !isBot(id)).length;
  const bot = { absent: "бота нет", member: "бот без прав администратора", admin: "бот — администратор" }[conversation.bot];
  return `${plural(people, "участник", "участника", "участников")} · ${bot}`;
}

/** Draws the head, or the welcome when nothing is open. */
function renderHead() {
  const conversation = openConversation();
  byId("open").hidden = !conversation;
  byId("welcome").hidden = Boolean(conversation);
  if (!conversation) {
    shownPlace = "";
    return;
  }
  const { kind, peer, title } = conversation;
  reconcile(byId("conversation-head"), [{
    key: `${peer}`,
    signature: JSON.stringify([title, subtitle(conversation), state.as]),
    make: () => el("div", { class: "head-row" },
      iconButton("back", "К списку бесед", () => writeRoute({ as: state.as }), { testid: "back", class: "back" }),
      kind === "private" ? avatar(-state.group.id) : avatar(peer, title),
      el("div", { class: "head-text" },
        el("h2", { class: "head-title" }, title),
        el("span", { class: "head-sub" }, subtitle(conversation))),
      kind === "chat" && iconButton("members", "Участники", toggleMembers, { testid: "members-toggle", "aria-controls": "members" })),
  }]);
}

/** A few words for whoever sees the page for the first time. */
function mountWelcome() {
  byId("welcome").append(
    el("span", { class: "welcome-mark", "aria-hidden": "true" }),
    el("h2", {}, "Выберите беседу"),
    el("p", {}, "Это учебный мессенджер: здесь можно попробовать бота «Порядок», никого не потревожив."),
    el("ol", {},
      el("li", {}, "Выберите слева, от чьего имени писать: учителя, студента, родителя."),
      el("li", {}, "Учителем ответьте на сообщение студента командой ", el("code", {}, "/нарушение 3"), "."),
      el("li", {}, "Переведите часы вперёд и посмотрите, как закончится срок блокировки.")));
}

/** Puts the conversation on the page and keeps it true. */
export function mountConversation() {
  mountWelcome();
  jump.addEventListener("click", toBottom);
  scroller.addEventListener("scroll", () => {
    if (atBottom()) unseen = 0;
    drawJump();
  }, { passive: true });
  let height = scroller.clientHeight;
  new ResizeObserver(() => {
    const lost = height - scroller.clientHeight;
    height = scroller.clientHeight;
    if (lost > 0 && scroller.scrollHeight - scroller.scrollTop - height < NEAR_BOTTOM + lost) toBottom();
  }).observe(scroller);
  // a picture takes its place only once it is there; the newest message stays in sight all the same
  list.addEventListener("load", ({ target }) => {
    if (scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM + target.height) toBottom();
  }, true);
  on("popup", () => list.querySelectorAll(".key-waiting").forEach((node) => node.classList.remove("key-waiting")));
  subscribe(["conversations", "peer", "as"], renderHead);
  subscribe(["messages", "messagesOf", "conversations", "peer", "as", "clock"], renderMessages);
}
