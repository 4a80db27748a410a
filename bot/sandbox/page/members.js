/** Who is in the open chat, and bringing in, promoting, removing. */

import * as api from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { avatar, roleOf } from "./names.js";
import { personOptions } from "./picker.js";
import { isBot, nameOf, openConversation, state, subscribe } from "./state.js";
import { refresh } from "./sync.js";
import { attempt } from "./toasts.js";

/** VK's ways into a chat, as service messages tell them apart. */
const WAYS = [
  ["invite", "пригласить"],
  ["link", "по ссылке"],
  ["message_request", "по заявке"],
  ["call", "через звонок"],
  ["call_link", "по ссылке на звонок"],
];

let open = false;
let way = "invite";

/** Does something to the chat and shows what came of it. */
const act = async (action) => {
  if (await attempt(action)) await refresh();
};

/** Opens the drawer or closes it. */
export function toggleMembers() {
  open = !open;
  render();
  if (open) byId("members").querySelector(".drawer-head button").focus();
}

/** Closes the drawer and gives the focus back. */
function close() {
  open = false;
  render();
  document.querySelector('[data-testid="members-toggle"]')?.focus();
}

/** Small marks after a name. */
function marks({ is_owner: owner, is_admin: admin, restricted }) {
  return [
    owner ? el("span", { class: "tag tag-owner" }, "владелец") : admin && el("span", { class: "tag" }, "админ"),
    restricted && el("span", { class: "tag tag-muted", role: "img", title: "Не может писать", "aria-label": "Не может писать" }, icon("muted")),
  ];
}

/** Actions on one member, as far as anybody could have the right. */
function actions(member, peer) {
  const { id, is_admin: admin, is_owner: owner } = member;
  const name = nameOf(id);
  return el("span", { class: "member-actions" },
    !owner && iconButton("star", admin ? `Снять администратора: ${name}` : `Сделать администратором: ${name}`,
      () => act(() => api.setAdmin(state.as, peer, id, !admin)),
      { testid: `member-admin-${id}`, class: admin ? "is-on" : "", "aria-pressed": String(admin) }),
    id !== state.as && iconButton("remove", `Исключить: ${name}`,
      () => act(() => api.removeMember(state.as, peer, id)), { testid: `member-remove-${id}` }));
}

/** One member. */
function row(member, { peer, in_chat: inChat }) {
  const person = state.people.get(member.id);
  const about = isBot(member.id) ? "бот" : [roleOf(member.id), person?.screen_name && `@${person.screen_name}`].filter(Boolean).join(" · ");
  return el("li", { class: "member", testid: `member-${member.id}` },
    avatar(member.id),
    el("span", { class: "member-text" },
      el("span", { class: "member-name" }, el("span", {}, nameOf(member.id)),
        member.id === state.as && el("span", { class: "member-you" }, "вы"), ...marks(member)),
      el("span", { class: "member-about" }, about)),
    inChat && actions(member, peer));
}

/** The form that brings in a person, and the button that brings in the bot. */
function adding(conversation) {
  const { peer, members } = conversation;
  const inside = new Set(members.map(({ id }) => id));
  const options = personOptions(({ id }) => !inside.has(id));
  const person = el("select", { testid: "add-person", "aria-label": "Кого добавить" }, ...options);
  const how = el("select", { testid: "add-how", "aria-label": "Каким образом", on: { change: () => { way = how.value; } } },
    ...WAYS.map(([value, title]) => el("option", { value, selected: value === way }, title)));
  const submit = (event) => {
    event.preventDefault();
    act(() => api.addMember(state.as, peer, Number(person.value), how.value));
  };
  return el("div", { class: "adding" },
    conversation.bot === "absent" && el("button", {
      type: "button", class: "button button-primary", testid: "add-bot",
      on: { click: () => act(() => api.addMember(state.as, peer, -state.group.id, "invite")) },
    }, `Добавить бота «${state.group.name}»`),
    options.length > 0 && el("form", { class: "add-form", on: { submit } }, person, how,
      el("button", { type: "submit", class: "button", testid: "add-member" }, "Добавить")));
}

/** Members with the bot among them, however the sandbox lists it. */
function everyone({ members, bot }) {
  const people = members.filter(({ id }) => !isBot(id));
  const rank = ({ is_owner: owner, is_admin: admin }) => (owner ? 0 : admin ? 1 : 2);
  people.sort((a, b) => rank(a) - rank(b) || nameOf(a.id).localeCompare(nameOf(b.id), "ru"));
  if (bot === "absent") return people;
  return [{ id: -state.group.id, is_admin: bot === "admin", is_owner: false, restricted: false }, ...people];
}

/** Draws the drawer again when what it shows has changed. */
function render() {
  const drawer = byId("members");
  const conversation = openConversation();
  const shown = open && conversation?.kind === "chat";
  drawer.hidden = !shown;
  document.querySelector('[data-testid="members-toggle"]')?.setAttribute("aria-expanded", String(shown));
  if (!shown) return;
  const { peer, title, members, bot, in_chat: inChat } = conversation;
  const signature = JSON.stringify([peer, title, members, bot, inChat, state.as, state.people.size]);
  if (drawer.signature === signature) return;
  drawer.signature = signature;
  const focused = drawer.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  const scrolled = drawer.querySelector(".members")?.scrollTop ?? 0;
  const all = everyone(conversation);
  drawer.replaceChildren(
    el("header", { class: "drawer-head" }, iconButton("close", "Закрыть список участников", close, { testid: "members-close" }),
      el("h2", {}, "Участники", el("span", { class: "count" }, String(all.length)))),
    inChat ? adding(conversation) : "",
    el("ul", { class: "members" }, ...all.map((member) => row(member, conversation))),
    inChat ? el("button", {
      type: "button", class: "button button-danger leave", testid: "leave",
      on: { click: () => act(() => api.removeMember(state.as, peer, state.as)) },
    }, icon("leave"), "Выйти из беседы") : "");
  drawer.querySelector(".members").scrollTop = scrolled;
  if (focused) drawer.querySelector(`[data-testid="${focused}"]`)?.focus();
}

/** Puts the drawer on the page and keeps it true. */
export function mountMembers() {
  byId("members").addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  let lastPeer = state.peer;
  subscribe(["conversations", "peer", "as"], () => {
    if (lastPeer !== state.peer) open = false;
    lastPeer = state.peer;
    render();
  });
}
