/** The dialog that creates a chat. */

import * as api from "./api.js";
import { el, iconButton } from "./dom.js";
import { avatar } from "./names.js";
import { byRole } from "./picker.js";
import { writeRoute } from "./route.js";
import { nameOf, state } from "./state.js";
import { refresh } from "./sync.js";

/** One person to tick. */
function choice({ id }) {
  return el("label", { class: "choice" },
    el("input", { type: "checkbox", name: "member", value: id, testid: `new-chat-member-${id}` }),
    avatar(id), el("span", {}, nameOf(id)));
}

/** Opens the dialog; the chat made is opened after it. */
export function openNewChat() {
  const close = () => dialog.close();
  const groups = byRole(choice, ({ id }) => id !== state.as)
    .map(({ title, items }) => el("fieldset", {}, el("legend", {}, title), ...items));
  const title = el("input", {
    type: "text", id: "new-chat-title", testid: "new-chat-title", required: true, maxlength: "100",
    placeholder: "Например, «Группа 21-ИС»", autocomplete: "off",
  });

  const submit = async (event) => {
    event.preventDefault();
    const name = title.value.trim();
    if (!name) {
      title.focus();
      return;
    }
    const members = [...form.querySelectorAll("input[name=member]:checked")].map((input) => Number(input.value));
    try {
      const { peer } = await api.createChat(state.as, name, members);
      close();
      await refresh();
      writeRoute({ as: state.as, peer });
    } catch (error) {
      refusal.textContent = error.message;
    }
  };

  const refusal = el("p", { class: "dialog-refusal", role: "alert" });
  const form = el("form", { on: { submit } },
    el("header", {}, el("h2", {}, "Новая беседа"), iconButton("close", "Закрыть", close)),
    el("label", { class: "field", for: "new-chat-title" }, "Название"), title,
    el("div", { class: "choices" }, ...groups),
    refusal,
    el("footer", {},
      el("p", { class: "hint" }, `Владельцем станет ${nameOf(state.as)}. Бота можно добавить потом, в списке участников.`),
      el("button", { type: "submit", class: "button button-primary", testid: "new-chat-submit" }, "Создать")));
  const dialog = el("dialog", {
    class: "dialog", "aria-label": "Новая беседа",
    on: { close: () => dialog.remove(), click: (event) => { if (event.target === dialog) close(); } },
  }, form);
  document.body.append(dialog);
  dialog.showModal();
  title.focus();
}
