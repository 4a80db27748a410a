/** «Кто я»: the person the page speaks for. */

import { byId, el } from "./dom.js";
import { avatar, roleOf, ROLES } from "./names.js";
import { writeRoute } from "./route.js";
import { isChat, nameOf, state, subscribe } from "./state.js";

/**
 * Options of a select or of a list, grouped by role.
 * @template T
 * @param {(person: import("./state.js").Person) => T} make
 * @param {(person: import("./state.js").Person) => boolean} [wanted]
 * @returns {{title: string, items: T[]}[]} no empty groups
 */
export function byRole(make, wanted = () => true) {
  const people = [...state.people.values()].filter(wanted);
  return ROLES
    .map(([role, title]) => ({ title, items: people.filter((person) => person.role === role).map(make) }))
    .filter(({ items }) => items.length > 0);
}

/** A select's option groups of people. */
export function personOptions(wanted) {
  const option = ({ id }) => el("option", { value: id }, nameOf(id));
  return byRole(option, wanted).map(({ title, items }) => el("optgroup", { label: title }, ...items));
}

/** Goes on as another person, in the same chat where that makes sense. */
function become(as) {
  const { peer, conversations } = state;
  const wasPrivate = conversations.some((conversation) => conversation.peer === peer && conversation.kind === "private");
  if (wasPrivate) writeRoute({ as, peer: as });
  else writeRoute({ as, peer: peer !== null && isChat(peer) ? peer : null });
}

/** Puts the picker on the page and keeps it true. */
export function mountPicker() {
  const picture = el("span", { class: "me-picture" });
  const role = el("span", { class: "me-role" });
  const select = el("select", {
    id: "person-select", testid: "person-select", on: { change: () => become(Number(select.value)) },
  });
  byId("me").append(picture, el("div", { class: "me-text" },
    el("label", { class: "me-label", for: "person-select" }, "Кто я", role), select));

  let drawn = "";
  subscribe(["people", "as"], () => {
    const signature = JSON.stringify([...state.people]);
    if (signature !== drawn) {
      drawn = signature;
      select.replaceChildren(...personOptions());
    }
    if (state.as === null) return;
    select.value = String(state.as);
    role.textContent = roleOf(state.as) ? ` · ${roleOf(state.as)}` : "";
    picture.replaceChildren(avatar(state.as));
  });
}
