/** What hangs on a message: pictures, files, stickers, voice messages, previews of links, forwarded messages. */

import { el, icon } from "./dom.js";
import { tint } from "./names.js";
import { nameOf } from "./state.js";
import { sticker } from "./stickers.js";
import { flat, fullTime, hoursMinutes, plural, rich } from "./text.js";

/** Minutes and seconds: 0:07. */
const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** A voice message; there is nothing to hear in the sandbox. */
function voice({ seconds, waveform }) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${waveform.length * 4} 32`);
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("wave");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", waveform.map((loud, at) => `M${at * 4 + 2} ${15 - loud / 2}v${loud + 2}`).join(""));
  svg.append(path);
  return el("span", { class: "voice", testid: "voice", title: "Голосовое сообщение (звука в песочнице нет)" },
    icon("voice"), svg, el("span", { class: "voice-time" }, duration(seconds)),
    el("span", { class: "visually-hidden" }, "Голосовое сообщение"));
}

/**
 * One attachment.
 * @param {import("./state.js").Attachment} attached
 * @returns {Element}
 */
export function attachment(attached) {
  const { kind, name, url, number } = attached;
  switch (kind) {
    case "photo":
      return el("a", { href: url, target: "_blank" }, el("img", { class: "photo", src: url, alt: "Картинка" }));
    case "sticker":
      return sticker(number);
    case "voice":
      return voice(attached);
    case "link": {
      const href = /^https?:\/\//i.test(url) ? url : null;
      return el("a", { class: "preview", href, target: "_blank", rel: "noopener noreferrer", testid: "preview" },
        el("b", {}, name), el("span", {}, url));
    }
    default:
      return el("a", { class: "document", href: url, download: name, testid: "document" }, icon("file"), el("span", {}, name));
  }
}

/**
 * The messages that were forwarded with one.
 * @param {import("./state.js").Forwarded[]} messages
 * @returns {HTMLElement[]}
 */
export function forwardedMessages(messages) {
  return messages.map(({ from_id: from, date, text, attachments, forwarded }) =>
    el("div", { class: `forwarded ink-${tint(from)}`, testid: "forwarded" },
      el("span", { class: "forwarded-head" }, el("b", {}, nameOf(from)), el("time", { title: fullTime(date) }, hoursMinutes(date))),
      text && el("span", { class: "text" }, ...rich(text)),
      ...attachments.map(attachment),
      ...forwardedMessages(forwarded)));
}

const WORDS = { photo: "Фотография", doc: "Файл", sticker: "Стикер", voice: "Голосовое сообщение", link: "Ссылка" };

/**
 * A message on one line: its text, or what hangs on it.
 * @param {{text: string, attachments?: import("./state.js").Attachment[], forwarded?: import("./state.js").Forwarded[]}} message
 * @returns {string}
 */
export function summary({ text, attachments = [], forwarded = [] }) {
  const words = flat(text);
  if (words) return words;
  if (attachments.length > 0) return attachments.map(({ kind, name }) => (kind === "doc" ? name : WORDS[kind])).join(", ");
  if (forwarded.length === 1) return "Пересланное сообщение";
  if (forwarded.length > 1) return plural(forwarded.length, "пересланное сообщение", "пересланных сообщения", "пересланных сообщений");
  return "Сообщение";
}
