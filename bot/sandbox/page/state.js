/** What the page knows, and who wants to hear when it changes. */

/**
 * @typedef {{id: number, first_name: string, last_name: string, screen_name: string, role: string}} Person
 * @typedef {{id: number, is_admin: boolean, is_owner: boolean, restricted: boolean}} Member
 * @typedef {{label: string, color?: string, type: string, link?: string}} Button
 * @typedef {{kind: "photo"|"doc"|"sticker"|"voice"|"link", name?: string, url?: string, number?: number,
 *   seconds?: number, waveform?: number[]}} Attachment
 * @typedef {{from_id: number, date: number, text: string, attachments: Attachment[], forwarded: Forwarded[]}} Forwarded
 * @typedef {{peer: number, conversation_message_id: number, from_id: number, date: number, text: string,
 *   reply: {conversation_message_id: number, from_id: number, text: string}|null, keyboard: Button[][]|null,
 *   attachments: Attachment[], forwarded: Forwarded[],
 *   inline: boolean, action: {type: string, member_id?: number, text?: string}|null, edited: boolean}} Message
 * @typedef {{peer: number, title: string, kind: "chat"|"private", members: Member[], in_chat: boolean,
 *   bot: "absent"|"member"|"admin", last: Message|null, unread: number}} Conversation
 */

/** Whether a conversation's id is a chat's: those of people stand below and above them. */
export const isChat = (peer) => peer > 2000000000 && peer <= 2100000000;

/** The chat that was made first. */
export const FIRST_CHAT = 2000000001;

/** The page's state; change it with `update` only. */
export const state = {
  /** @type {number|null} the person the page speaks for */
  as: null,
  /** @type {number|null} the open conversation */
  peer: null,
  /** @type {Map<number, Person>} */
  people: new Map(),
  group: { id: 1, name: "Порядок" },
  /** @type {Conversation[]} newest first */
  conversations: [],
  /** @type {Message[]} of the open conversation */
  messages: [],
  /** @type {string} "as:peer" that `messages` belongs to */
  messagesOf: "",
  /** The sandbox's time at `at` of this machine's clock. */
  clock: { now: Date.now(), offset: 0, at: Date.now() },
  /** The world that the sandbox shows; another one begins with another. */
  story: "",
  /** @type {string|undefined} the time zone that the bot's chats go by */
  zone: undefined,
  /** @type {Object<string, boolean>} what VK in this sandbox can do, by name; empty while unknown */
  capabilities: {},
};

const listeners = new Set();

/**
 * Merges changes into the state and tells the listeners.
 * @param {Partial<typeof state>} changes
 */
export function update(changes) {
  Object.assign(state, changes);
  for (const { keys, listener } of listeners) {
    if (keys.some((key) => key in changes)) listener();
  }
}

/**
 * Calls a listener after a change of any of the keys.
 * @param {(keyof typeof state)[]} keys
 * @param {() => void} listener
 */
export function subscribe(keys, listener) {
  listeners.add({ keys, listener });
}

/** The open conversation, or undefined. @returns {Conversation|undefined} */
export const openConversation = () => state.conversations.find(({ peer }) => peer === state.peer);

/** Who and where, as one key. */
export const place = () => `${state.as}:${state.peer}`;

/** The sandbox's time now. @returns {number} epoch milliseconds */
export const now = () => state.clock.now + Date.now() - state.clock.at;

/** A clock's answer, with when it came. */
export const clockFrom = ({ now: at, offset }) => ({ now: at, offset, at: Date.now() });

/** Whether an id is our community's. */
export const isBot = (id) => id === -state.group.id;

/**
 * The full name of a person or a community.
 * @param {number} id
 * @returns {string}
 */
export function nameOf(id) {
  if (isBot(id)) return state.group.name;
  if (id < 0) return `Сообщество ${-id}`;
  const person = state.people.get(id);
  return person ? `${person.first_name} ${person.last_name}` : `id${id}`;
}

/** The first name of a person, or a community's name. */
export const shortNameOf = (id) => state.people.get(id)?.first_name ?? nameOf(id);
