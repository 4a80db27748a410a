/** Pop-ups: what a button answered, and what could not be done. */

import { byId, el, iconButton } from "./dom.js";

const SHOWN_MS = 8000;
const AT_MOST = 4;

/**
 * Shows a pop-up for a while.
 * @param {(Node|string)[]} content
 * @param {"info"|"error"} kind
 */
function show(content, kind) {
  const place = byId("toasts");
  const close = () => {
    clearTimeout(timer);
    toast.remove();
  };
  const toast = el("div", { class: `toast toast-${kind}`, testid: "toast" },
    el("span", { class: "toast-text" }, ...content),
    iconButton("close", "Закрыть", close));
  const timer = setTimeout(close, SHOWN_MS);
  for (const old of [...place.children]) if (old.textContent === toast.textContent) old.remove();
  place.append(toast);
  while (place.children.length > AT_MOST) place.firstElementChild.remove();
}

/** Takes all pop-ups away: they were for someone else. */
export const clearToasts = () => byId("toasts").replaceChildren();

/** Says something. @param {string} text */
export const inform = (text) => show([text], "info");

/** Says why something could not be done. @param {Error} error */
export const complain = (error) => show([error.message], "error");

/**
 * Shows the bot's answer to a button.
 * @param {{type?: string, text?: string, link?: string}} popup
 */
export function showPopup({ type, text, link }) {
  if (type !== "open_link" || !link) return inform(text ?? "");
  const safe = /^https?:\/\//i.test(link);
  const shown = safe ? el("a", { href: link, target: "_blank", rel: "noopener noreferrer" }, link) : link;
  return show([text ? `${text} ` : "Бот открывает ссылку: ", shown], "info");
}

/**
 * Runs an action and complains if it is refused.
 * @param {() => Promise<any>} action
 * @returns {Promise<any>} the answer, or undefined after a refusal
 */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    complain(error);
    return undefined;
  }
}
