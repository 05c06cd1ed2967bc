import { byId, h, rounded } from "./dom.js";
import { Replayer } from "./replayer.js";
import { resultsOf } from "./results.js";

const report = JSON.parse(byId("content").textContent);
const list = byId("trajectory");
let shown = null;

function showTrajectory() {
  shown?.stop();
  shown = new Replayer(report.trajectories[list.selectedIndex]);
  byId("replay").replaceChildren(shown.element);
}

document.title = `${report.title} - Memory Maze report`;
byId("title").textContent = report.title;
byId("about").textContent = report.about;
if (report.results.length) byId("results").replaceChildren(...resultsOf(report.results));
list.replaceChildren(...report.trajectories.map((one) => {
  const total = one.rewards.reduce((sum, reward) => sum + reward, 0);
  return h("option", {}, `${one.title}: return ${rounded(total)}`);
}));
byId("choice").hidden = report.trajectories.length < 2;
list.onchange = showTrajectory;
if (report.trajectories.length) {
  if (report.results.length) byId("choice").before(h("h2", {}, "Replays"));
  showTrajectory();
}
