/** The sandbox's page: puts the parts together and follows the address. */

import * as api from "./api.js";
import { mountCalls } from "./calls.js";
import { mountChats } from "./chats.js";
import { mountClock } from "./clock.js";
import { mountCoach } from "./coach.js";
import { mountComposer } from "./composer.js";
import { mountConversation } from "./conversation.js";
import { recallDrafts } from "./drafts.js";
import { mountInspect } from "./inspect.js";
import { mountMembers } from "./members.js";
import { mountPicker } from "./picker.js";
import { readRoute, writeRoute } from "./route.js";
import { state, update } from "./state.js";
import { follow, LOST, on, refresh, STARTING, takeWorld, tellAway } from "./sync.js";
import { clearToasts, showPopup } from "./toasts.js";

const RETRY_MS = 1000;

/** Waits until the sandbox answers and somebody lives in it: nobody does before the bot has started. */
async function firstWorld() {
  for (;;) {
    const world = await api.world(null).catch((error) => {
      if (error.status !== 0) console.error(error);
      return null;
    });
    if (world?.people.length > 0) return world;
    tellAway(world ? STARTING : LOST);
    await new Promise((done) => setTimeout(done, RETRY_MS));
  }
}

/** Goes where the address says; someone unknown becomes the first person of the college. */
async function go() {
  const { as, peer } = readRoute();
  if (!state.people.has(as)) {
    const [first] = state.people.keys();
    if (first !== undefined) writeRoute({ as: first }, true);
    return;
  }
  const someoneElse = as !== state.as;
  update(someoneElse ? { as, peer, conversations: [], messages: [], messagesOf: "" } : { peer });
  if (someoneElse) {
    clearToasts();
    follow();
  }
  await refresh();
  const seen = state.conversations.some((conversation) => conversation.peer === peer);
  if (peer !== null && state.peer === peer && state.as === as && state.conversations.length > 0 && !seen) {
    writeRoute({ as }, true);
  }
}

/** Starts the page. */
async function start() {
  mountPicker();
  mountChats();
  mountConversation();
  mountComposer();
  mountMembers();
  mountClock();
  mountInspect();
  mountCalls();
  on("popup", showPopup);
  const world = await firstWorld();
  tellAway(null);
  takeWorld({ ...world, conversations: [] });
  recallDrafts();
  mountCoach();
  addEventListener("hashchange", go);
  await go();
}

start();
