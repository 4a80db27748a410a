/** Service messages: what VK writes in the middle of a chat when someone joins, leaves, renames. */

import { el } from "./dom.js";
import { accusative, verb } from "./names.js";
import { isBot, nameOf, state } from "./state.js";

/** A name in bold. */
const name = (text) => el("b", {}, text);

/** Someone as an object; our community with what it is. */
const whom = (id) => (isBot(id) ? ["бота ", name(`«${state.group.name}»`)] : [name(accusative(id))]);

/** Sentences by the action's type; each gets the actor, the member and the action. */
const SENTENCES = {
  chat_create: (from, member, { text }) =>
    [name(nameOf(from)), verb(from, " создал", " создала"), " беседу", text ? ` «${text}»` : ""],
  chat_title_update: (from, member, { text }) =>
    [name(nameOf(from)), verb(from, " изменил", " изменила"), ` название беседы на «${text ?? ""}»`],
  chat_photo_update: (from) => [name(nameOf(from)), verb(from, " обновил", " обновила"), " фотографию беседы"],
  chat_photo_remove: (from) => [name(nameOf(from)), verb(from, " удалил", " удалила"), " фотографию беседы"],
  chat_pin_message: (from) => [name(nameOf(from)), verb(from, " закрепил", " закрепила"), " сообщение"],
  chat_unpin_message: (from) => [name(nameOf(from)), verb(from, " открепил", " открепила"), " сообщение"],
  conversation_style_update: (from) => [name(nameOf(from)), verb(from, " изменил", " изменила"), " оформление беседы"],
  chat_invite_user: (from, member) => (member === from
    ? [name(nameOf(from)), verb(from, " вернулся", " вернулась", " вернулось"), " в беседу"]
    : [name(nameOf(from)), verb(from, " пригласил", " пригласила"), " ", ...whom(member)]),
  chat_invite_user_by_link: (from, member) =>
    [name(nameOf(member)), verb(member, " присоединился", " присоединилась", " присоединилось"), " к беседе по ссылке"],
  chat_invite_user_by_message_request: (from, member) =>
    [name(nameOf(member)), verb(member, " присоединился", " присоединилась", " присоединилось"), " к беседе по заявке"],
  chat_invite_user_by_call: (from, member) => (member === from
    ? [name(nameOf(from)), verb(from, " присоединился", " присоединилась", " присоединилось"), " к беседе через звонок"]
    : [name(nameOf(from)), verb(from, " пригласил", " пригласила"), " ", ...whom(member), " через звонок"]),
  chat_invite_user_by_call_join_link: (from, member) =>
    [name(nameOf(member)), verb(member, " присоединился", " присоединилась", " присоединилось"), " по ссылке на звонок"],
  chat_kick_user: (from, member) => (member === from
    ? [name(nameOf(from)), verb(from, " вышел", " вышла", " вышло"), " из беседы"]
    : [name(nameOf(from)), verb(from, " исключил", " исключила"), " ", ...whom(member)]),
};

/**
 * The nodes of a service message.
 * @param {import("./state.js").Message} message
 * @returns {(Node|string)[]}
 */
export function serviceNodes({ from_id: from, action }) {
  const sentence = SENTENCES[action.type];
  if (!sentence) return [name(nameOf(from)), `: служебное событие ${action.type}`];
  return sentence(from, action.member_id ?? from, action);
}

/** A service message as plain text. */
export const serviceText = (message) => el("span", {}, ...serviceNodes(message)).textContent;
