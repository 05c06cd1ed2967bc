import { announce, ask, address, byId, counted, h, later, wanted } from "./dom.js";
import { Completer } from "./complete.js";
import { MazeMap } from "./map.js";
import { Pad } from "./pad.js";
import { showPrompt } from "./swatch.js";

const FRESH = `summary: A maze of my own.
extends: classic/9x9
maze:
  size: 11
objects:
  count: 4
`;

let home = "";
let running = null;

const pad = new Pad(later(check, 250));

async function check() {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  byId("state").textContent = "checking";
  byId("state").className = "state";
  try {
    const seed = Number(byId("seed").value) || 0;
    show(await ask("/api/check", { text: pad.text, home, member: byId("member").value, seed }, signal));
  } catch (error) {
    if (signal.aborted) return;
    show({ problems: [{ message: error.message, path: "", line: 1, column: 1, file: null }], members: [] });
  }
}

function show(told) {
  const { problems } = told;
  pad.mark(problems.filter((problem) => !problem.file));
  const state = byId("state");
  state.className = problems.length ? "state bad" : "state good";
  state.textContent = problems.length ? counted(problems.length, "problem") : "This is a valid scenario.";
  byId("problems").replaceChildren(...problems.map(problemRow));
  byId("scene").classList.toggle("dim", !told.scene);
  byId("member-label").hidden = told.members.length === 0;
  byId("member").replaceChildren(...told.members.map((name) => h("option", { selected: name === told.member }, name)));
  if (told.resolved) byId("resolved").textContent = told.resolved;
  if (told.scene) showScene(told.scene);
}

function problemRow(problem) {
  const place = problem.file ? `${problem.file}:${problem.other_line}` : `${problem.line}:${problem.column}`;
  const go = h("button", { type: "button", "aria-label": `Go to line ${problem.line}, column ${problem.column}` }, place);
  go.onclick = () => pad.go(problem.line, problem.column);
  return h("li", {}, go, h("span", {}, problem.path ? h("code", {}, problem.path) : null, problem.path ? " " : null, problem.message));
}

function showScene({ chart, moment, view, seed }) {
  const map = new MazeMap(chart, `Map of seed ${seed}`);
  map.show(moment);
  byId("map").replaceChildren(map.element);
  byId("view").src = view;
  byId("view").hidden = false;
  showPrompt(byId("prompt"), chart, moment);
}

async function open(name) {
  const told = await ask(address("/api/scenario", { name }));
  home = name;
  pad.text = told.text;
}

byId("seed").onchange = check;
byId("member").onchange = check;
byId("next-seed").onclick = () => { byId("seed").value = (Number(byId("seed").value) || 0) + 1; check(); };
byId("start").onchange = async () => {
  const name = byId("start").value;
  try {
    if (name) await open(name);
    else { home = ""; pad.text = FRESH; }
  } catch (error) { byId("saved").textContent = error.message; }
};
byId("download").onclick = () => {
  const link = h("a", { download: byId("file").value || "my_maze.yaml", href: URL.createObjectURL(new Blob([pad.text], { type: "text/yaml" })) });
  link.click();
  URL.revokeObjectURL(link.href);
};
let replaced = "";
byId("save").onsubmit = async (event) => {
  event.preventDefault();
  const [folder, name] = [byId("folder").value, byId("file").value];
  const said = byId("saved");
  try {
    const { saved } = await ask("/api/save", { folder, name, text: pad.text, replace: replaced === `${folder}/${name}` });
    replaced = saved;
    home = saved;
    said.replaceChildren(`Saved ${saved}. `, h("a", { href: address("/play", { scenario: saved }) }, "Play it"), " or ", h("a", { href: address("/scenario", { name: saved }) }, "look at it"), ".");
  } catch (error) {
    said.textContent = error.message;
  }
  announce(said.textContent);
};

const [facts, schema, scenarios] = await Promise.all([ask("/api/facts"), ask("/api/schema"), ask("/api/scenarios")]);
byId("folder").replaceChildren(...facts.folders.map((name) => h("option", {}, name)));
if (!facts.folders.length) {
  byId("save").hidden = true;
  byId("saved").textContent = "To save on the server, name a folder when you start it: memory-maze web my_scenarios/";
}
pad.complete(new Completer(schema, scenarios.map((one) => one.name)));
byId("start").replaceChildren(h("option", { value: "" }, "a short example"), ...scenarios.map((one) => h("option", {}, one.name)));
const first = wanted("name");
byId("start").value = first;
if (first) await open(first);
else pad.text = FRESH;
