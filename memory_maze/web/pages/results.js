// Mean returns as a table, as bars with their standard errors, and as curves over an episode.
import { h, rounded, svg } from "./dom.js";

const BAR_WIDE = 300;
const BAR_HIGH = 18;

export const withError = (mean, error) => (mean === null ? "" : `${mean.toFixed(2)}${error === null ? "" : ` ± ${error.toFixed(2)}`}`);

/** A bar from 0 to a mean, with its standard error, and a line at the published human mean. */
export function meanBar(mean, error, human, most) {
  const at = (value) => Math.max(0, (BAR_WIDE * value) / most);
  const middle = BAR_HIGH / 2;
  const parts = [svg("rect", { class: "mean", x: 0, y: 3, width: at(mean), height: BAR_HIGH - 6, rx: 2 })];
  if (error) parts.push(svg("line", { class: "error", x1: at(mean - error), x2: at(mean + error), y1: middle, y2: middle }));
  if (human) parts.push(svg("line", { class: "human", x1: at(human), x2: at(human), y1: 0, y2: BAR_HIGH }));
  return svg("svg", { class: "bar-chart", viewBox: `0 0 ${BAR_WIDE} ${BAR_HIGH}`, role: "img", "aria-label": `mean ${withError(mean, error)}${human ? `, published human mean ${human}` : ""}` }, ...parts);
}

export function table(heads, rows, label) {
  return h("div", { className: "scroll", tabindex: 0, role: "region", "aria-label": label }, h("table", {},
    h("thead", {}, h("tr", {}, heads.map(([text, kind]) => h("th", { scope: "col", className: kind ?? "" }, text)))),
    h("tbody", {}, rows.map((cells) => h("tr", {}, cells.map((cell, index) => h("td", { className: heads[index][1] ?? "" }, cell)))))));
}

function curves(results) {
  const most = Math.max(1e-9, ...results.flatMap((one) => one.reward_per_span));
  return h("div", { className: "curves" }, results.map((one) => {
    const values = one.reward_per_span;
    const points = values.map((value, index) => `${((index + 0.5) / values.length) * 200},${44 - 40 * (value / most)}`).join(" ");
    return h("figure", {}, svg("svg", { viewBox: "0 0 200 48", role: "img", "aria-label": `reward per ${one.span} steps: ${values.map(rounded).join(", ")}` },
      svg("line", { class: "axis", x1: 0, x2: 200, y1: 44, y2: 44 }), svg("polyline", { class: "over", points })),
    h("figcaption", {}, `${one.policy}, ${one.scenario}: reward in ${one.span} steps`));
  }));
}

/** The results of `memory-maze evaluate --json`. */
export function resultsOf(results) {
  const most = 1.05 * Math.max(1e-9, ...results.flatMap((one) => [one.mean + (one.standard_error ?? 0), one.published?.human ?? 0]));
  const rows = results.map((one) => [one.scenario, one.policy, meanBar(one.mean, one.standard_error, one.published?.human, most), withError(one.mean, one.standard_error),
    String(one.episodes), rounded(one.least), rounded(one.most), one.published ? `${one.published.human} ± ${one.published.human_error}` : "", one.published ? String(one.published.oracle) : ""]);
  const heads = [["scenario", "mono"], ["policy", "mono"], ["", "wide-bar"], ["mean return", "number"], ["episodes", "number"], ["least", "number"], ["most", "number"], ["published human", "number"], ["published oracle", "number"]];
  return [h("h2", {}, "Mean returns"), table(heads, rows, "Mean returns"), h("p", { className: "note" }, "Bars: mean ± standard error; the line is the published human mean."),
    h("h2", {}, "Reward over an episode"), curves(results)];
}
