/** The page's address: who and which conversation live in the hash, so that a page can be linked. */

/**
 * Reads the hash.
 * @returns {{as: number|null, peer: number|null}}
 */
export function readRoute() {
  const params = new URLSearchParams(location.hash.slice(1));
  const number = (key) => {
    const value = params.get(key);
    return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
  };
  return { as: number("as"), peer: number("peer") };
}

/**
 * Writes the hash; the browser then tells through `hashchange`, as after a click on «back».
 * @param {{as: number|null, peer?: number|null}} route
 * @param {boolean} [replace] do not leave a step in the browser's history
 */
export function writeRoute({ as, peer = null }, replace = false) {
  const params = new URLSearchParams();
  if (as !== null) params.set("as", String(as));
  if (peer !== null) params.set("peer", String(peer));
  const hash = `#${params}`;
  if (hash === location.hash) return;
  if (replace) {
    history.replaceState(null, "", hash);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = hash;
  }
}
