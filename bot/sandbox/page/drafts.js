/** What each person has begun to write, and where; a reload keeps it. */

import { remember, remembered } from "./memory.js";
import { place } from "./state.js";

/**
 * @typedef {import("./state.js").Message} Message
 * @typedef {{text: string, reply: Message|null, forward: Message|null, editing: Message|null,
 *   attachments: {kind: string, name?: string}[], refusal: string}} Draft
 */

/** @type {Draft} */
const EMPTY = { text: "", reply: null, forward: null, editing: null, attachments: [], refusal: "" };

/** @type {Map<string, Draft>} by who and where */
const drafts = new Map();

/** The draft of a place. @returns {Draft} */
export const draft = (at = place()) => drafts.get(at) ?? EMPTY;

const save = () => remember("drafts", [...drafts].filter(([, kept]) => hasContent(kept) || kept.reply));

/** Takes up what was begun before the page was loaded again. */
export function recallDrafts() {
  for (const [at, kept] of remembered("drafts", [])) drafts.set(at, { ...EMPTY, ...kept, refusal: "" });
}

/** Changes the draft of a place. @param {Partial<Draft>} changes */
export function setDraft(changes, at = place()) {
  drafts.set(at, { ...draft(at), ...changes });
  save();
}

/** Takes the draft of a place away. @returns {Draft} */
export function takeDraft(at = place()) {
  const taken = draft(at);
  drafts.delete(at);
  save();
  return taken;
}

/** Whether there is anything to send. @param {Draft} taken */
export const hasContent = ({ text, forward, editing, attachments }) =>
  text.trim() !== "" || forward !== null || attachments.length > 0 || editing !== null;

/**
 * Brings back what was refused, beside what was typed meanwhile.
 * @param {Draft} taken
 * @param {string} refusal
 * @param {string} at
 */
export function restoreDraft(taken, refusal, at) {
  const now = draft(at);
  setDraft({
    text: [taken.text, now.text].filter(Boolean).join("\n"),
    reply: now.reply ?? taken.reply,
    forward: now.forward ?? taken.forward,
    editing: now.editing ?? taken.editing,
    attachments: [...taken.attachments, ...now.attachments],
    refusal,
  }, at);
}
