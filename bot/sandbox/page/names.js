/** People's names: grammar for service messages, initials and colours for pictures. */

import { el } from "./dom.js";
import { isBot, nameOf, state } from "./state.js";

const MEN_IN_A = new Set(["Никита", "Илья", "Лука", "Фома", "Савва", "Кузьма", "Данила", "Гаврила", "Добрыня"]);
const IRREGULAR = { Павел: "Павла", Лев: "Льва", Пётр: "Петра" };

/** Roles in the order of the picker, with their headings and what one of them is called. */
export const ROLES = [
  ["teacher", "Учителя", "учитель"],
  ["student", "Студенты", "студент"],
  ["parent", "Родители", "родитель"],
  ["administrator", "Администратор", "администратор"],
];

/** What a person is, in a word. */
export const roleOf = (id) => ROLES.find(([role]) => role === state.people.get(id)?.role)?.[2] ?? "";

/**
 * Guesses the gender by the endings of the surname, then of the name: VK's answers are not at hand here.
 * @param {string} first
 * @param {string} last
 * @returns {boolean}
 */
export function isWoman(first, last) {
  if (/(ова|ева|ёва|ина|ына|ая|яя)$/i.test(last)) return true;
  if (/(ов|ев|ёв|ин|ын|ий|ый|ой)$/i.test(last)) return false;
  return /[ая]$/i.test(first) && !MEN_IN_A.has(first) || /^(Любовь|Адель|Николь|Нинель|Рашель)$/.test(first);
}

/** Puts a first name into the accusative. */
function accusativeFirst(first, woman) {
  if (first in IRREGULAR) return IRREGULAR[first];
  if (/а$/.test(first)) return `${first.slice(0, -1)}у`;
  if (/я$/.test(first)) return `${first.slice(0, -1)}ю`;
  if (woman) return first;
  if (/[йь]$/.test(first)) return `${first.slice(0, -1)}я`;
  return /[бвгджзклмнпрстфхцчшщ]$/.test(first) ? `${first}а` : first;
}

/** Puts a surname into the accusative. */
function accusativeLast(last, woman) {
  if (woman) {
    if (/ая$/.test(last)) return `${last.slice(0, -2)}ую`;
    if (/яя$/.test(last)) return `${last.slice(0, -2)}юю`;
  }
  if (/[^иы]а$/.test(last)) return `${last.slice(0, -1)}у`;
  if (/[^иы]я$/.test(last)) return `${last.slice(0, -1)}ю`;
  if (woman) return last;
  if (/(ий|ый|ой)$/.test(last)) return `${last.slice(0, -2)}ого`;
  if (/[йь]$/.test(last)) return `${last.slice(0, -1)}я`;
  if (/(ых|их)$/.test(last)) return last;
  return /[бвгджзклмнпрстфхцчшщ]$/.test(last) ? `${last}а` : last;
}

/**
 * A person's name as the object of a verb («пригласила кого»).
 * @param {number} id
 * @returns {string}
 */
export function accusative(id) {
  const person = state.people.get(id);
  if (!person) return nameOf(id);
  const woman = isWoman(person.first_name, person.last_name);
  return `${accusativeFirst(person.first_name, woman)} ${accusativeLast(person.last_name, woman)}`;
}

/**
 * Chooses a verb's form by the gender of who did it.
 * @param {number} id
 * @param {string} he
 * @param {string} she
 * @param {string} [it] for a community
 */
export function verb(id, he, she, it = `${he}о`) {
  if (id < 0) return it;
  const person = state.people.get(id);
  return person && isWoman(person.first_name, person.last_name) ? she : he;
}

/** A stable colour's number (0 to 7) for an id. */
export const tint = (id) => Math.abs(Number(id)) * 7 % 8;

/**
 * A round picture: initials on a colour; the community has its mark.
 * @param {number} id of a person, a community or a chat
 * @param {string} [title] a chat's title
 * @returns {HTMLElement}
 */
export function avatar(id, title) {
  if (isBot(id)) return el("span", { class: "avatar avatar-bot", "aria-hidden": "true" });
  const words = (title ?? nameOf(id)).split(/[\s«»"()–—-]+/).filter(Boolean);
  const initials = words.slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");
  return el("span", { class: `avatar tint-${tint(id)}`, "aria-hidden": "true" }, initials);
}
