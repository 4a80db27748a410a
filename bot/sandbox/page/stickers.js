/** The stickers of the sandbox: faces drawn by hand, numbered from 1. */

const SVG = "http://www.w3.org/2000/svg";

/** Names of the faces, and the paths of their eyes and mouths on a 48 by 48 field. */
const FACES = [
  ["Улыбка", "M17 19v3M31 19v3M15 29c3 7 15 7 18 0"],
  ["Смех", "M14 21l4-3 4 3M26 21l4-3 4 3M14 28h20c-1 9-19 9-20 0z"],
  ["Грусть", "M17 20v3M31 20v3M16 34c3-6 13-6 16 0"],
  ["Удивление", "M17 18v3M31 18v3M24 37a4 5 0 1 0 0-10 4 5 0 0 0 0 10z"],
  ["Сон", "M14 21c2 2 5 2 7 0M27 21c2 2 5 2 7 0M21 32h6"],
  ["Злость", "M14 17l7 4M34 17l-7 4M18 24v1M30 24v1M17 33c4-3 10-3 14 0"],
];

/** The numbers of all stickers. */
export const STICKERS = FACES.map((face, index) => index + 1);

/** What a sticker is called. @param {number} number */
export const stickerName = (number) => FACES[(number - 1) % FACES.length][0];

/**
 * A sticker.
 * @param {number} number
 * @returns {SVGElement}
 */
export function sticker(number) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Стикер «${stickerName(number)}»`);
  svg.classList.add("sticker");
  const face = document.createElementNS(SVG, "circle");
  for (const [name, value] of [["cx", 24], ["cy", 24], ["r", 21]]) face.setAttribute(name, String(value));
  const lines = document.createElementNS(SVG, "path");
  lines.setAttribute("d", FACES[(number - 1) % FACES.length][1]);
  svg.append(face, lines);
  return svg;
}
