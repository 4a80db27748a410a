/** Keeping the page in step with the sandbox: reading, and reading again when told that something changed. */

import * as api from "./api.js";
import { byId } from "./dom.js";
import { clockFrom, place, state, update } from "./state.js";

const DEBOUNCE_MS = 40;

let timer = 0;
let reading = null;
let again = false;
let stop = () => {};
const eventListeners = { popup: [], call: [], open: [] };

/**
 * Listens to pop-ups, to the bot's calls, or to a connection made.
 * @param {"popup"|"call"|"open"} type
 * @param {(data: any) => void} listener
 */
export function on(type, listener) {
  eventListeners[type].push(listener);
}

const tell = (type, data) => eventListeners[type].forEach((listener) => listener(data));

/** Conversations in the list's order: the newest word first. */
const ordered = (conversations) => [...conversations].sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));

/**
 * Takes over what the sandbox told about the world.
 * @param {any} world
 */
export function takeWorld(world) {
  update({
    people: new Map(world.people.map((person) => [person.id, person])),
    group: world.group,
    conversations: ordered(world.conversations ?? []),
    story: world.story,
    zone: world.zone ?? undefined,
    clock: clockFrom(world.clock),
    capabilities: world.capabilities ?? state.capabilities,
  });
}

/** Reads the open conversation and the list, unless the person or the place changes meanwhile. */
async function read() {
  const { as, peer } = state;
  const here = place();
  if (as === null) return;
  // The conversation first: reading it is what makes its messages read.
  const answer = peer === null ? null : await api.messages(as, peer).catch((error) => {
    if (error.status === 0) throw error;
    return { messages: [] };
  });
  const world = await api.world(as);
  if (here !== place()) return;
  takeWorld(world);
  update({ messages: answer?.messages ?? [], messagesOf: here });
}

/** Reads as long as something asks for it. */
async function readOn() {
  try {
    do {
      again = false;
      await read();
    } while (again);
  } catch (error) {
    if (error.status !== 0) console.error(error);
  } finally {
    reading = null;
  }
}

/**
 * Reads now; a call while reading leads to one more reading.
 * @returns {Promise<void>} done when the page shows what was there at the time of the call
 */
export function refresh() {
  clearTimeout(timer);
  again = true;
  reading ??= readOn();
  return reading;
}

/** Reads soon, once for many reasons. */
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, DEBOUNCE_MS);
}

/** What is said above everything while there is nobody to speak for, and while the sandbox does not answer. */
export const STARTING = "Песочница запускается, это несколько секунд…";
export const LOST = "Нет связи с песочницей. Подключаюсь снова…";

/** Says why nothing can be done at present, or takes it away again. @param {string|null} why */
export function tellAway(why) {
  byId("offline").textContent = why ?? "";
  byId("offline").hidden = why === null;
}

/**
 * Follows the sandbox for the person chosen.
 */
export function follow() {
  stop();
  if (state.as === null) return;
  stop = api.listen(state.as, {
    open: () => {
      tellAway(null);
      tell("open");
      refreshSoon();
    },
    lost: () => tellAway(LOST),
    event: (type, data) => {
      if (type === "change") refreshSoon();
      else if (type === "clock") update({ clock: clockFrom(data) });
      else tell(type, data);
    },
  });
}
