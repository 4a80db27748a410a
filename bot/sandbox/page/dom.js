/** Building elements. Whatever a person wrote goes in as a text node: nothing here parses HTML. */

const SVG = "http://www.w3.org/2000/svg";

/** Icons on a 24 by 24 field, drawn with a stroke. */
const ICONS = {
  back: "M15 5l-7 7 7 7",
  send: "M4 12h15M12.5 5.5L19 12l-6.5 6.5",
  reply: "M10 6L4 12l6 6M4.5 12H14a6 6 0 0 1 6 6",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  link: "M10 14a4.5 4.5 0 0 0 6.4 0l3-3a4.5 4.5 0 0 0-6.4-6.4l-1 1M14 10a4.5 4.5 0 0 0-6.4 0l-3 3a4.5 4.5 0 0 0 6.4 6.4l1-1",
  down: "M6 9.5l6 6 6-6",
  members: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.5 2.9-5.5 6.5-5.5s6.5 2 6.5 5.5M16 4.5a3.3 3.3 0 0 1 0 6.3M18.5 15c1.9.8 3 2.5 3 5",
  calls: "M8 7l-5 5 5 5M16 7l5 5-5 5M13.5 5l-3 14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.2l3.4 2",
  star: "M12 3.6l2.6 5.4 5.9.8-4.3 4.1 1.1 5.9-5.3-2.9-5.3 2.9 1.1-5.9L3.5 9.8l5.9-.8z",
  remove: "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 20c0-3.5 2.9-5.5 6.5-5.5 1.6 0 3 .4 4.2 1.1M16 19h5.5",
  muted: "M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5",
  forward: "M14 6l6 6-6 6M19.5 12H10a6 6 0 0 0-6 6",
  edit: "M4 20l1-4.5L16.5 4a2.1 2.1 0 0 1 3 3L8 18.5 4 20zM14.5 6l3 3",
  clip: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  voice: "M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3.5",
  photo: "M4 6h16v13H4zM4 16l5-5 4.5 4.5 2.5-2.5 4 4M15.5 10a1 1 0 1 0 0-2 1 1 0 0 0 0 2z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  inspect: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21M7.5 10.5h6M10.5 7.5v6",
  check: "M5 12.5l4.5 4.5L19 7",
  leave: "M14 4H6v16h8M10.5 12H21M17 8l4 4-4 4",
};

/**
 * Makes an element.
 * @param {string} tag
 * @param {Object<string, any>} [props] `class`, `testid`, `on` (listeners), `data` (dataset); the rest are attributes,
 *   where `true` sets an empty one and `false`, `null`, `undefined` none
 * @param {...(Node|string|null|false|undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "class") node.className = value;
    else if (key === "testid") node.dataset.testid = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else if (key === "on") for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
    else node.setAttribute(key, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/**
 * An icon that a screen reader skips.
 * @param {keyof typeof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A round button with an icon only; its label is read aloud and shown as a hint.
 * @param {keyof typeof ICONS} name
 * @param {string} label
 * @param {() => void} onClick
 * @param {Object<string, any>} [props]
 * @returns {HTMLElement}
 */
export function iconButton(name, label, onClick, props = {}) {
  const classes = `icon-button ${props.class ?? ""}`.trim();
  return el("button", { type: "button", title: label, "aria-label": label, ...props, class: classes, on: { click: onClick } },
    icon(name));
}

/**
 * Finds an element that index.html promises.
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`index.html has no #${id}`);
  return node;
}

/**
 * Makes a parent's children exactly the items given, keeping nodes whose key and content have not changed.
 * @param {HTMLElement} parent
 * @param {{key: string, signature: string, make: () => HTMLElement}[]} items
 * @returns {Set<string>} keys that were not there before
 */
export function reconcile(parent, items) {
  const existing = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const added = new Set();
  let cursor = parent.firstElementChild;
  for (const { key, signature, make } of items) {
    const old = existing.get(key);
    existing.delete(key);
    if (old && old.signature === signature) {
      if (old === cursor) cursor = cursor.nextElementSibling;
      else parent.insertBefore(old, cursor);
      continue;
    }
    const node = make();
    node.dataset.key = key;
    node.signature = signature;
    if (!old) {
      added.add(key);
      parent.insertBefore(node, cursor);
    } else if (old === cursor) {
      cursor = cursor.nextElementSibling;
      old.replaceWith(node);
    } else {
      old.remove();
      parent.insertBefore(node, cursor);
    }
  }
  for (const node of existing.values()) node.remove();
  return added;
}
