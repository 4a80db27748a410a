/** The dialog that asks where to a message is forwarded. */

import { summary } from "./attachments.js";
import { el, iconButton } from "./dom.js";
import { setDraft } from "./drafts.js";
import { avatar } from "./names.js";
import { writeRoute } from "./route.js";
import { nameOf, state } from "./state.js";

/** One conversation to choose. */
function choice({ peer, title, kind }, choose) {
  return el("li", {}, el("button", {
    type: "button", class: "choice", testid: `forward-to-${peer}`, on: { click: () => choose(peer) },
  }, kind === "private" ? avatar(-state.group.id) : avatar(peer, title), el("span", {}, title)));
}

/**
 * Opens the dialog; the conversation chosen is opened, the message waits above its field.
 * @param {import("./state.js").Message} message
 * @param {() => void} redraw called when the conversation chosen is the open one
 */
export function openForwarding(message, redraw) {
  const close = () => dialog.close();
  const choose = (peer) => {
    close();
    setDraft({ forward: message, editing: null }, `${state.as}:${peer}`);
    if (peer === state.peer) redraw();
    else writeRoute({ as: state.as, peer });
  };
  const dialog = el("dialog", {
    class: "dialog", "aria-label": "Переслать",
    on: { close: () => dialog.remove(), click: (event) => { if (event.target === dialog) close(); } },
  }, el("div", { class: "dialog-body" },
    el("header", {}, el("h2", {}, "Переслать"), iconButton("close", "Закрыть", close)),
    el("p", { class: "hint forward-what" }, `${nameOf(message.from_id)}: ${summary(message)}`),
    el("ul", { class: "choices" }, ...state.conversations.filter(({ in_chat: inside }) => inside).map((one) => choice(one, choose)))));
  document.body.append(dialog);
  dialog.showModal();
}
