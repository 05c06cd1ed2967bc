import { address, ask, byId, failed, h, rounded, wanted } from "./dom.js";
import { Replayer } from "./replayer.js";

let datasets = [];
let running = null;

const chosenDataset = () => datasets.find((one) => one.name === byId("dataset").value);

function called(item, index) {
  const who = item.who ? `${item.who}, ` : "";
  const score = item.return === null ? "" : `, return ${rounded(item.return)}`;
  return item.seed === null ? `${index}: ${item.file}` : `${index}: ${who}seed ${item.seed}${score}`;
}

function fillTrajectories(split, index) {
  const { splits } = chosenDataset();
  byId("trajectory").replaceChildren(...splits.map((one) => h("optgroup", { label: one.name || "file" },
    one.items.map((item, number) => h("option", { value: JSON.stringify([one.name, number]), selected: one.name === split && number === index }, called(item, number))))));
}

async function show() {
  running?.stop();
  const choice = byId("trajectory").value;
  if (!choice) { byId("replay").replaceChildren(h("p", { className: "waiting" }, "There is no trajectory yet")); return; }
  const [split, index] = JSON.parse(choice);
  const query = { dataset: byId("dataset").value, split, index };
  history.replaceState(null, "", address("/replay", query));
  byId("replay").replaceChildren(h("p", { className: "waiting" }, "Reading the trajectory"));
  try {
    const replay = await ask(address("/api/replay", query));
    byId("about").textContent = replay.summary || "Go through a recorded trajectory, moment by moment.";
    running = new Replayer(replay);
    byId("replay").replaceChildren(running.element);
  } catch (error) {
    byId("replay").replaceChildren(failed(error));
  }
}

function move(by) {
  const list = byId("trajectory");
  const place = list.selectedIndex + by;
  if (place >= 0 && place < list.options.length) { list.selectedIndex = place; show(); }
}

byId("choice").onsubmit = (event) => event.preventDefault();
byId("dataset").onchange = () => { fillTrajectories(); show(); };
byId("trajectory").onchange = show;
byId("before").onclick = () => move(-1);
byId("after").onclick = () => move(1);
try {
  datasets = await ask("/api/trajectories");
  const filled = datasets.find((one) => one.splits.some((part) => part.items.length)) ?? datasets[0];
  const first = (datasets.find((one) => one.name === wanted("dataset")) ?? filled)?.name;
  byId("dataset").replaceChildren(...datasets.map((one) => h("option", { selected: one.name === first }, one.name)));
  byId("choice").hidden = !datasets.length;
  if (datasets.length) {
    fillTrajectories(wanted("split", chosenDataset().splits[0].name), Number(wanted("index", "0")));
    await show();
  } else {
    byId("replay").replaceChildren(h("p", { className: "empty" }, "No dataset was given. Start the server with one, ", h("code", {}, "memory-maze web data/9x9"), ", or with ", h("code", {}, "--record games"), " and play."));
  }
} catch (error) {
  byId("replay").replaceChildren(failed(error));
}
