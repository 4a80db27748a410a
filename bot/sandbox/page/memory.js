/** What the browser remembers for the page. It may forbid that; then nothing is remembered. */

import { state } from "./state.js";

/**
 * Remembers a value of the present story: another story begins with nothing.
 * @param {string} name
 * @param {any} value
 * @param {"sessionStorage"|"localStorage"} [where] for this tab, or for all of them, also later ones
 */
export function remember(name, value, where = "sessionStorage") {
  try {
    window[where].setItem(`poryadok.${name}`, JSON.stringify({ story: state.story, value }));
  } catch { /* forbidden, or full */ }
}

/**
 * A value remembered in the present story, also before a reload; `otherwise` if there is none.
 * @template T
 * @param {string} name
 * @param {T} otherwise
 * @param {"sessionStorage"|"localStorage"} [where]
 * @returns {T}
 */
export function remembered(name, otherwise, where = "sessionStorage") {
  try {
    const kept = JSON.parse(window[where].getItem(`poryadok.${name}`));
    return kept?.story === state.story ? kept.value : otherwise;
  } catch {
    return otherwise;
  }
}
