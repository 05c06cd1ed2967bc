// The card at the end of an episode: the return beside what people and the oracle had.
import { h, rounded } from "./dom.js";

function comparison(rows) {
  const most = Math.max(1, ...rows.map(([, value]) => value));
  return h("div", { className: "compare" }, rows.flatMap(([what, value, said, kind]) => {
    const bar = h("i", { className: kind });
    bar.style.width = `${Math.max(0, (100 * value) / most)}%`;
    return [h("span", {}, what), h("span", {}, bar), h("span", {}, said)];
  }));
}

/** `moment` is the last one, `episode` the facts of the episode; `buttons` are put below. */
export function endCard({ episode, moment, published, recorded, who }, buttons) {
  const minutes = moment.step / episode.frequency / 60;
  const title = moment.succeeded ? "The goal is reached" : "The episode is over";
  const rate = minutes > 0 ? `${rounded(moment.found / minutes)} found a minute` : "";
  const rows = published ? [
    [who, moment.total, rounded(moment.total), "you"],
    ["people", published.human, `${published.human} ± ${published.human_error}`, ""],
    ["oracle", published.oracle, `${published.oracle}`, ""],
  ] : [];
  return [
    h("h2", {}, title),
    h("div", { className: "score" }, rounded(moment.total)),
    h("p", {}, `return in ${moment.step} steps${rate ? `, ${rate}` : ""}`),
    published ? comparison(rows) : null,
    published ? h("p", {}, "Published means of whole episodes.") : null,
    recorded ? h("p", {}, "Recorded.") : null,
    h("div", { className: "actions" }, buttons),
  ].filter(Boolean);
}
