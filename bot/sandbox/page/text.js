/** Showing what people wrote: mentions, links, commands, times. Text goes in as text, never as HTML. */

import { el } from "./dom.js";
import { follow, leadsInside } from "./openlink.js";
import { now, state } from "./state.js";

const TOKENS = new RegExp(
  [
    "\\[(?<kind>id|club|public|event)(?<id>\\d+)\\|(?<label>[^\\]\\n]+)\\]",
    "(?<link>https?://[^\\s<>\"«»]+)",
    "(?<![^\\s«(\",:])/(?<command>\\p{L}+)",
    "(?<![\\p{L}\\d_@.])@(?<screen>[\\p{L}\\d_.]{2,32})",
  ].join("|"),
  "giu",
);
const EVERYONE = new Set(["all", "everyone", "все", "online", "here", "здесь"]);

/** Whether «@name» names someone here. */
function isKnown(screen) {
  const name = screen.toLowerCase();
  if (EVERYONE.has(name) || name === `club${state.group.id}` || name === state.group.screen_name) return true;
  return [...state.people.values()].some((person) => person.screen_name?.toLowerCase() === name || `id${person.id}` === name);
}

/** Turns one match into a node. */
function tokenNode(match) {
  const { kind, id, label, link, command, screen } = match.groups;
  if (label !== undefined) {
    const mine = kind.toLowerCase() === "id" && Number(id) === state.as;
    return el("span", { class: mine ? "mention mention-me" : "mention", title: `${kind}${id}` }, label);
  }
  if (link !== undefined && leadsInside(link)) {
    const open = (event) => {
      event.preventDefault();
      follow(link);
    };
    return el("a", { href: link, on: { click: open } }, link);
  }
  if (link !== undefined) return el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, link);
  if (command !== undefined) return el("span", { class: "command" }, match[0]);
  return isKnown(screen) ? el("span", { class: "mention" }, match[0]) : match[0];
}

/**
 * The nodes that show a text.
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export function rich(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    let tail = "";
    if (match.groups.link) {
      tail = /[.,;:!?)\]]*$/.exec(match[0])[0];
      match.groups.link = match[0].slice(0, match[0].length - tail.length);
    }
    nodes.push(text.slice(end, match.index), tokenNode(match), tail);
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

/**
 * A text on one line, with mentions as names: for the list and for quotes.
 * @param {string} text
 * @returns {string}
 */
export function flat(text) {
  return text.replace(/\[(?:id|club|public|event)\d+\|([^\]\n]+)\]/giu, "$1").replace(/\s+/gu, " ").trim();
}

/** A way to show moments, in the zone that the bot's chats go by; without one, in this machine's. */
const format = (options) => {
  let formatter = null;
  let zone = null;
  return (at) => {
    if (formatter === null || zone !== state.zone) {
      zone = state.zone;
      formatter = new Intl.DateTimeFormat("ru-RU", { ...options, timeZone: zone });
    }
    return formatter.format(at);
  };
};

/** 15:42 */
export const hoursMinutes = format({ hour: "2-digit", minute: "2-digit" });
/** 15:42:07 */
export const hoursMinutesSeconds = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
/** вс, 23 ноября 2025 г. */
export const longDate = format({ weekday: "short", day: "numeric", month: "long", year: "numeric" });
/** вс, 23 нояб. */
export const shortDate = format({ weekday: "short", day: "numeric", month: "short" });
/** 23 ноября 2025 г., 15:42:07 */
export const fullTime = format({ dateStyle: "long", timeStyle: "medium" });
const dayMonth = format({ day: "numeric", month: "long" });
const dayMonthYear = format({ day: "numeric", month: "long", year: "numeric" });
const digits = format({ day: "2-digit", month: "2-digit", year: "2-digit" });

const dayMonthYearDigits = format({ day: "2-digit", month: "2-digit", year: "numeric" });

/** A day's own number, in the chats' time zone: milliseconds of its midnight, as if it were UTC. */
export const dayOf = (at) => {
  const [day, month, year] = dayMonthYearDigits(at).split(".").map(Number);
  return Date.UTC(year, month - 1, day);
};

/** How many days ago a moment was, by the sandbox's clock. */
const daysAgo = (at) => Math.round((dayOf(now()) - dayOf(at)) / 86400000);

/** A day separator's text. */
export function dayTitle(at) {
  const days = daysAgo(at);
  if (days === 0) return "Сегодня";
  if (days === 1) return "Вчера";
  return new Date(dayOf(at)).getUTCFullYear() === new Date(dayOf(now())).getUTCFullYear() ? dayMonth(at) : dayMonthYear(at);
}

/** A time for the list of conversations. */
export function listTime(at) {
  const days = daysAgo(at);
  if (days === 0) return hoursMinutes(at);
  return days === 1 ? "вчера" : digits(at);
}

/**
 * Chooses a Russian plural.
 * @param {number} count
 * @param {string} one
 * @param {string} few
 * @param {string} many
 */
export function plural(count, one, few, many) {
  const form = new Intl.PluralRules("ru").select(count);
  return `${count} ${{ one, few }[form] ?? many}`;
}
