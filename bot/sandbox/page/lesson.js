/**
 * What «Пройти за три минуты» goes through: each step says one sentence, names one control, and knows when it is done.
 * A step looks at what the page shows, so it may be done in any way, and not only by the control that it names.
 */

import * as api from "./api.js";
import { byId } from "./dom.js";
import { draft } from "./drafts.js";
import { FIRST_CHAT, isBot, nameOf, place, state } from "./state.js";

/**
 * @typedef {{at: number, open: boolean|null, begun?: number, card?: number, adverts?: number[], proposal?: number,
 *   voted?: boolean}} Progress `at` is the step that comes next, `begun` the last one that wrote something by itself
 * @typedef {{say: string, control: Element|null, insert?: string}} Now `insert`: what the bar offers to write
 * @typedef {{now: (kept: Progress) => Now, done: (kept: Progress) => boolean, begin?: (kept: Progress) => Promise<void>}} Step
 */

const RUDE = "Бл*ть, опять эта физика";
const ADVERTS = ["Продаю клавиатуру, недорого", "Кому конспекты? Тоже недорого", "И мышку продаю, пишите"];
const RECORD = "/н 3";
const APOLOGY = "/извинения Простите, больше так не буду";
const [KIND, COUNT, TERM, SEND, CONSENT] = [/^Студенты/u, /^(Засчитать|Записать)/u, /^1\s(день|недел|месяц)/u, /^Отправить/u, /^Не возражаю/u];

const ofRole = (role) => [...state.people.values()].filter((person) => person.role === role).map(({ id }) => id);
const teacher = () => ofRole("teacher")[0];
const student = () => ofRole("student")[0];
const voter = () => ofRole("student")[1];

const named = (testid) => document.querySelector(`[data-testid="${testid}"]`);
const isAt = (who, peer) => state.as === who && state.peer === peer && state.messagesOf === place();
const shown = () => (state.messagesOf === place() ? state.messages : []);
const within = () => [...state.conversations.map(({ last }) => last).filter(Boolean), ...shown()];
const chat = () => state.conversations.find(({ peer }) => peer === FIRST_CHAT);
const isRestricted = () => chat()?.members.some(({ id, restricted }) => id === student() && restricted);

/** The newest of some messages of the bot's that has a button of that label. */
const withKey = (label, messages) => messages.findLast(({ from_id: from, keyboard }) =>
  isBot(from) && (keyboard ?? []).flat().some((button) => label.test(button.label)));

/** That button, in the open conversation. */
const key = (label) => [...document.querySelectorAll("#messages .key")].findLast((node) => label.test(node.textContent)) ?? null;

/** How to get to a person's conversation; null for who is there. */
function way(who, peer) {
  const listed = state.peer === null || !matchMedia("(max-width: 720px)").matches;
  if (state.as === who && state.peer === peer) return null;
  if (!listed) return { say: "Вернитесь к списку бесед.", control: named("back") };
  if (state.as !== who) return { say: `Выберите, кто Вы: ${nameOf(who)}.`, control: byId("person-select") };
  const where = peer === who ? `переписку с ботом «${state.group.name}»` : `беседу «${chat()?.title ?? ""}»`;
  return { say: `Откройте ${where}.`, control: named(`chat-${peer}`) };
}

/** How something is written: it is offered, then sent. */
function writing(say, text) {
  if (draft().text.trim() !== "") return { say: "Отправьте.", control: named("send") };
  return { say, control: named("coach-insert"), insert: text };
}

const judged = new Map();

/** Whether the detectors find something in a message; false until they have answered. */
function isRude({ conversation_message_id: number, text }) {
  if (!judged.has(number)) {
    judged.set(number, false);
    const judge = ({ answers }) => judged.set(number, answers.some(({ detections }) => detections.length > 0));
    api.detect(text, false).then(judge, () => judged.delete(number));
  }
  return judged.get(number);
}

/** The first of the adverts that the teacher has not answered. */
const unanswered = ({ adverts = [] }) => adverts.find((number) =>
  !shown().some(({ from_id: from, reply }) => from === teacher() && reply?.conversation_message_id === number));

/** @type {Step[]} */
export const STEPS = [
  {
    now: () => way(teacher(), FIRST_CHAT) ?? { say: "Бот ждёт, что Вы примете беседу: нажмите «Студенты группы».", control: key(KIND) },
    done: () => isAt(teacher(), FIRST_CHAT) && shown().some(({ from_id: from }) => isBot(from)) && !withKey(KIND, shown()),
  },
  {
    now: () => way(teacher(), teacher()) ?? writing("Поздоровайтесь с ботом лично: сюда он будет присылать карточки.", "Здравствуйте"),
    done: () => isAt(teacher(), teacher()) && shown().some(({ from_id: from }) => isBot(from)),
  },
  {
    now: () => way(student(), FIRST_CHAT) ?? writing("Теперь Вы студент. Напишите в беседу что-нибудь нецензурное.", RUDE),
    done: () => state.peer === FIRST_CHAT && shown().some((message) => message.from_id === student() && isRude(message)),
  },
  {
    now: () => way(teacher(), teacher()) ?? { say: "Бот показал это учителю карточкой. Запишите нарушение.", control: key(COUNT) },
    done: (kept) => {
      if (!isAt(teacher(), teacher())) return false;
      const card = withKey(COUNT, shown());
      kept.card ??= card?.conversation_message_id;
      return kept.card !== undefined && !card;
    },
  },
  {
    begin: async (kept) => {
      kept.adverts = [];
      for (const text of ADVERTS) {
        kept.adverts.push((await api.send(student(), FIRST_CHAT, { text })).conversation_message_id);
      }
    },
    now: (kept) => {
      const next = unanswered(kept);
      const to = way(teacher(), FIRST_CHAT);
      if (to) return to;
      if (next === undefined) return { say: "Четвёртое нарушение: бот готовит предложение.", control: null };
      if (draft().reply?.conversation_message_id === next) {
        return writing("Запишите нарушение правила 3: «Без флуда и спама».", RECORD);
      }
      return { say: "Студент трижды написал не по теме. Ответьте на его сообщение.", control: named(`reply-${next}`) };
    },
    done: (kept) => {
      const proposed = state.as === teacher() ? withKey(TERM, within()) : undefined;
      kept.proposal ??= proposed?.peer;
      return proposed !== undefined;
    },
  },
  {
    now: ({ proposal }) => way(teacher(), proposal ?? FIRST_CHAT)
      ?? { say: "Нарушений больше трёх, и блокировка возможна. Выберите срок.", control: key(TERM) },
    done: () => Boolean(isRestricted()),
  },
  {
    now: () => way(student(), student()) ?? { say: "Вы студент.", control: null },
    done: () => isAt(student(), student()),
  },
  {
    now: () => {
      const to = way(student(), student());
      if (to) return to;
      const confirm = key(SEND);
      if (confirm) return { say: "Бот показал, что увидит беседа. Нажмите «Отправить».", control: confirm };
      return writing("Писать в беседу Вам пока нельзя. Извинитесь через бота.", APOLOGY);
    },
    done: () => state.as === student() && withKey(CONSENT, within()) !== undefined,
  },
  {
    now: () => way(voter(), FIRST_CHAT) ?? { say: "Теперь Вы однокурсница. Нажмите «Не возражаю».", control: key(CONSENT) },
    done: ({ voted }) => voted === true,
  },
  {
    now: () => {
      const day = named("advance-86400");
      return day?.checkVisibility()
        ? { say: "Никто не против. Переведите часы на день вперёд, и блокировка снимется.", control: day }
        : { say: "Откройте часы.", control: named("clock-now") };
    },
    done: () => chat() !== undefined && !isRestricted(),
  },
];

/** Takes note of a pop-up: the vote is answered by one. @param {Progress} kept */
export function noteVote(kept) {
  if (state.as === voter() && key(CONSENT)) kept.voted = true;
}
