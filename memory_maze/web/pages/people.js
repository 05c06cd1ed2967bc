import { address, ask, byId, counted, failed, h, rounded } from "./dom.js";
import { meanBar, table, withError } from "./results.js";

let scenarios = [];

const HEADS = [["player"], ["", "wide-bar"], ["mean return", "number"], ["games", "number"], ["left early", "number"], ["helped", "number"], ["of published human", "number"]];

function share(mean, published) {
  return published && mean !== null ? `${Math.round((100 * mean) / published.human)} %` : "";
}

function players(one, wanted) {
  const shown = one.players.filter((player) => player.player.toLowerCase().includes(wanted));
  const human = one.published?.human ?? 0;
  const most = 1.05 * Math.max(1e-9, human, ...one.players.map((player) => (player.mean_return ?? 0) + (player.standard_error ?? 0)));
  const rows = shown.map((player) => [player.player || h("i", {}, "no name"), player.mean_return === null ? "" : meanBar(player.mean_return, player.standard_error, human, most),
    withError(player.mean_return, player.standard_error), String(player.whole), String(player.partial), String(player.helped), share(player.mean_return, one.published)]);
  const everyone = [h("b", {}, "all players"), one.mean_return === null ? "" : meanBar(one.mean_return, one.standard_error, human, most),
    withError(one.mean_return, one.standard_error), String(one.whole), "", "", share(one.mean_return, one.published)];
  const published = one.published ? [[h("b", {}, "published human"), meanBar(human, one.published.human_error, 0, most), `${human} ± ${one.published.human_error}`, "", "", "", ""]] : [];
  return table(HEADS, [...rows, everyone, ...published], `Players of ${one.name}`);
}

function games(one, wanted) {
  const rows = one.games.map((game, index) => ({ game, index })).filter(({ game }) => game.player.toLowerCase().includes(wanted)).map(({ game, index }) => [
    h("a", { href: address("/replay", { dataset: one.dataset, split: one.split, index }) }, game.began.replace("T", " ").replace("Z", "")),
    game.player || h("i", {}, "no name"), String(game.seed), rounded(game.total), String(game.steps), game.counts ? "counts" : game.whole ? `helped in ${game.helped} steps` : "left early"]);
  const heads = [["began, UTC"], ["player"], ["seed", "number"], ["return", "number"], ["steps", "number"], ["score"]];
  return h("details", {}, h("summary", {}, counted(one.games.length, "game")), table(heads, rows, `Games of ${one.name}`));
}

function show() {
  const wanted = byId("player").value.toLowerCase();
  byId("scores").replaceChildren(...scenarios.flatMap((one) => [h("h2", {}, one.name), players(one, wanted), games(one, wanted)]));
  if (!scenarios.length) {
    byId("scores").replaceChildren(h("p", { className: "empty" }, "No games yet. Start the server with ", h("code", {}, "memory-maze web --record games"), ", and play; or name a folder of games."));
  } else {
    byId("scores").append(h("p", { className: "note" }, "Mean ± standard error over games that were played to the end, every action the player's own. The line is the published human mean."));
  }
}

byId("player").oninput = show;
try {
  ({ scenarios } = await ask("/api/people"));
  byId("csv").hidden = !scenarios.length;
  show();
} catch (error) {
  byId("scores").replaceChildren(failed(error));
}
