/** Opening VK's own links inside the sandbox: a chat's invitation, or the bot's private conversation. */

import * as api from "./api.js";
import { el, iconButton } from "./dom.js";
import { writeRoute } from "./route.js";
import { nameOf, state } from "./state.js";
import { refresh } from "./sync.js";
import { attempt } from "./toasts.js";

/** Whether a link leads to a place of the sandbox. @param {string} link */
export const leadsInside = (link) => /^https:\/\/vk\.me\//i.test(link);

/**
 * Opens a link as the person whom the page speaks for.
 * @param {string} link
 */
export async function follow(link) {
  const { as } = state;
  const opened = await attempt(() => api.openLink(as, link));
  if (!opened) return;
  await refresh();
  writeRoute({ as, peer: opened.peer });
}

/** Opens the dialog for a link that somebody was given. */
export function openLinkDialog() {
  const close = () => dialog.close();
  const link = el("input", {
    type: "url", id: "link", testid: "link", required: true, placeholder: "https://vk.me/…", autocomplete: "off",
  });
  const submit = async (event) => {
    event.preventDefault();
    close();
    await follow(link.value.trim());
  };
  const form = el("form", { on: { submit } },
    el("header", {}, el("h2", {}, "Открыть ссылку"), iconButton("close", "Закрыть", close)),
    el("label", { class: "field", for: "link" }, "Приглашение, которое Вам дали"), link,
    el("footer", {},
      el("p", { class: "hint" }, `Ссылку откроет ${nameOf(state.as)}.`),
      el("button", { type: "submit", class: "button button-primary", testid: "link-submit" }, "Открыть")));
  const dialog = el("dialog", {
    class: "dialog", "aria-label": "Открыть ссылку",
    on: { close: () => dialog.remove(), click: (event) => { if (event.target === dialog) close(); } },
  }, form);
  document.body.append(dialog);
  dialog.showModal();
  link.focus();
}
