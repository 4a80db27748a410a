/** Switches of the emulated VK: what it can do, and how it fails. */

import * as api from "./api.js";
import { el } from "./dom.js";
import { state, subscribe, update } from "./state.js";
import { attempt, inform } from "./toasts.js";

/** Methods that the bot is known to use; any other may be typed. */
const METHODS = [
  "messages.send", "messages.edit", "messages.delete", "messages.sendMessageEventAnswer",
  "messages.changeConversationMemberRestrictions", "messages.removeChatUser",
  "messages.getConversationMembers", "messages.getConversationsById", "users.get", "groups.getLongPollServer",
];
const CODES = [
  [1, "неизвестная ошибка"], [6, "слишком много запросов"], [9, "однотипные действия"], [10, "внутренняя ошибка"],
  [15, "доступ запрещён"], [917, "нет доступа к беседе"], [925, "нет прав администратора"],
];

/** The switch «VK lets bots restrict members». */
function capability() {
  const box = el("input", { type: "checkbox", role: "switch", testid: "restrict-members", checked: true });
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    if (await attempt(() => api.setCapabilities(wanted))) update({ restrictMembers: wanted });
    else box.checked = !wanted;
  });
  subscribe(["restrictMembers"], () => {
    if (state.restrictMembers !== null) box.checked = state.restrictMembers;
  });
  return el("label", { class: "check" }, box, "VK разрешает ограничивать участников");
}

/** The form that makes VK fail. */
function faults() {
  const method = el("input", {
    type: "text", list: "fault-methods", value: "messages.send", required: true, testid: "fault-method",
    "aria-label": "Метод VK", autocomplete: "off", spellcheck: "false",
  });
  const code = el("select", { testid: "fault-code", "aria-label": "Ошибка" },
    ...CODES.map(([value, title]) => el("option", { value }, `${value}: ${title}`)));
  const times = el("input", {
    type: "number", min: "1", max: "100", value: "1", required: true, testid: "fault-times", "aria-label": "Сколько раз",
  });
  const submit = async (event) => {
    event.preventDefault();
    const fault = { method: method.value.trim(), code: Number(code.value), times: Number(times.value) };
    if (await attempt(() => api.injectFault(fault))) {
      inform(`VK ответит ошибкой ${fault.code} на ${fault.method}, раз: ${fault.times}.`);
    }
  };
  return el("form", { class: "faults", on: { submit } },
    el("datalist", { id: "fault-methods" }, ...METHODS.map((value) => el("option", { value }))),
    method,
    el("div", { class: "fault-line" }, code, times,
      el("button", { type: "submit", class: "button", testid: "fault-submit" }, "Сломать")));
}

/** The folded part of the panel with the switches. @returns {HTMLElement} */
export function mountSwitches() {
  return el("details", { class: "switches" },
    el("summary", { testid: "switches" }, "Как ведёт себя VK"),
    capability(),
    el("p", { class: "hint" }, "Следующие вызовы метода закончатся ошибкой:"),
    faults());
}
