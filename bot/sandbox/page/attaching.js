/** The paper-clip's menu: stickers and voice messages go at once, files and photos with the next words. */

import { el, icon, iconButton } from "./dom.js";
import { STICKERS, sticker, stickerName } from "./stickers.js";

const VOICE_SECONDS = 7;

/**
 * The button and its menu.
 * @param {{now: (attachment: object) => void, later: (attachment: object) => void}} what `now` sends, `later` puts
 *   into the draft
 * @returns {{button: HTMLElement, menu: HTMLElement, close: () => void}}
 */
export function makeAttaching({ now, later }) {
  const toggle = (open) => {
    menu.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
  };
  const choose = (act, attachment) => () => {
    toggle(false);
    act(attachment());
  };
  const name = el("input", {
    type: "text", value: "Отчёт.pdf", required: true, maxlength: "128", "aria-label": "Имя файла",
    testid: "attach-file-name", autocomplete: "off", spellcheck: "false",
  });
  const file = el("form", {
    class: "attach-file",
    on: {
      submit: (event) => {
        event.preventDefault();
        choose(later, () => ({ kind: "file", name: name.value.trim() }))();
      },
    },
  }, icon("file"), name, el("button", { type: "submit", class: "button", testid: "attach-file" }, "Прикрепить"));
  const menu = el("div", { class: "attach-menu", id: "attach-menu", role: "group", "aria-label": "Прикрепить", hidden: true },
    el("div", { class: "attach-stickers" }, ...STICKERS.map((number) => el("button", {
      type: "button", class: "attach-sticker", title: `Стикер «${stickerName(number)}»`, testid: `attach-sticker-${number}`,
      on: { click: choose(now, () => ({ kind: "sticker", number })) },
    }, sticker(number)))),
    el("button", {
      type: "button", class: "attach-item", testid: "attach-voice",
      on: { click: choose(now, () => ({ kind: "voice", seconds: VOICE_SECONDS })) },
    }, icon("voice"), "Голосовое сообщение"),
    el("button", {
      type: "button", class: "attach-item", testid: "attach-photo", on: { click: choose(later, () => ({ kind: "photo" })) },
    }, icon("photo"), "Фотография"),
    file);
  const button = iconButton("clip", "Прикрепить", () => toggle(menu.hidden), {
    testid: "attach", class: "attach", "aria-expanded": "false", "aria-controls": "attach-menu",
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    toggle(false);
    button.focus();
  });
  addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target) && !button.contains(event.target)) toggle(false);
  });
  return { button, menu, close: () => toggle(false) };
}
