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

/** A switch of something that VK can do. */
function capability(name, title) {
  const box = el("input", { type: "checkbox", role: "switch", testid: name.replaceAll("_", "-") });
  box.addEventListener("change", async () => {
    const wanted = box.checked;
    const done = await attempt(() => api.setCapability(name, wanted));
    if (done) update({ capabilities: { ...state.capabilities, [name]: wanted } });
    else box.checked = !wanted;
  });
  subscribe(["capabilities"], () => {
    if (name in state.capabilities) box.checked = state.capabilities[name];
  });
  return el("label", { class: "check" }, box, title);
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
    capability("restrict_members", "VK разрешает ограничивать участников"),
    capability("edits_in_chats", "VK сообщает боту о правках в беседах"),
    el("p", { class: "hint" }, "Следующие вызовы метода закончатся ошибкой:"),
    faults());
}
