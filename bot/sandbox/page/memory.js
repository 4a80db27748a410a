/** What the browser remembers for the page. It may forbid that; then nothing is remembered. */

import { state } from "./state.js";

/**
 * Remembers a value of the present story: another story begins with nothing.
 * @param {string} name
 * @param {any} value
 */
export function remember(name, value) {
  try {
    sessionStorage.setItem(`poryadok.${name}`, JSON.stringify({ story: state.story, value }));
  } catch { /* forbidden, or full */ }
}

/**
 * A value remembered in the present story, also before a reload; `otherwise` if there is none.
 * @template T
 * @param {string} name
 * @param {T} otherwise
 * @returns {T}
 */
export function remembered(name, otherwise) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`poryadok.${name}`));
    return kept?.story === state.story ? kept.value : otherwise;
  } catch {
    return otherwise;
  }
}
