import { address, ask, byId, counted, failed, h } from "./dom.js";
import { paint } from "./yaml.js";

const name = new URLSearchParams(location.search).get("name") ?? "classic/9x9";

const button = (text, path, query, kind = "") => h("a", { className: `button ${kind}`, href: address(path, query) }, text);

function showActions(told) {
  const first = told.members ? told.members[0].name : name;
  byId("actions").replaceChildren(...(told.problems ? [] : [
    button("Play", "/play", { scenario: first }, "main"),
    button("Watch the oracle", "/watch", { scenario: first }),
  ]), button("Open in the editor", "/editor", { name: name.split("#")[0] }));
}

function showFacts(told) {
  const facts = [];
  if (told.published) {
    const { human, human_error, oracle } = told.published;
    facts.push(["Published human mean", `${human} ± ${human_error}`], ["published oracle mean", `${oracle}`]);
  }
  if (told.digest) facts.push(["digest", told.digest.slice(0, 12)]);
  facts.push(["file", told.file]);
  byId("facts").replaceChildren(...facts.map(([what, value]) => h("li", {}, `${what} `, h("b", {}, value))));
}

function showMembers(members) {
  const fields = [...new Set(members.flatMap((one) => Object.keys(one.changes)))].sort();
  const heads = ["member", ...fields].map((text) => h("th", { scope: "col" }, text));
  const rows = members.map((one) => h("tr", {},
    h("td", { className: "mono" }, h("a", { href: address("/scenario", { name: one.name }) }, one.name.split("#")[1])),
    fields.map((field) => h("td", { className: "mono" }, one.changes[field] ?? ""))));
  byId("member-table").replaceChildren(h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
  byId("members").hidden = false;
}

function showValues(values) {
  const draw = () => {
    const only = byId("only-set").checked;
    const rows = values.filter(([, , setter]) => !only || setter !== "default").map(([field, value, setter]) =>
      h("tr", { className: setter === "default" ? "default" : "" },
        h("td", { className: "mono" }, field), h("td", { className: "mono" }, value), h("td", {}, setter)));
    const heads = ["field", "value", "set by"].map((text) => h("th", { scope: "col" }, text));
    byId("values").replaceChildren(h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows));
  };
  byId("only-set").onchange = draw;
  draw();
}

async function showSheet() {
  const answer = await fetch(address("/api/sheet", { name }));
  if (!answer.ok) throw new Error((await answer.json()).error);
  const source = URL.createObjectURL(await answer.blob());
  byId("sheet").replaceChildren(h("img", { src: source, alt: `Contact sheet of ${name}: maps, and what the agent sees on its way` }));
}

byId("title").textContent = name;
document.title = `${name} - Memory Maze`;
try {
  const told = await ask(address("/api/scenario", { name }));
  byId("about").textContent = told.summary ?? "";
  showActions(told);
  showFacts(told);
  paint(byId("text"), told.text);
  if (told.problems) {
    byId("problems").replaceChildren(...told.problems.map((problem) => failed(new Error(problem))));
    byId("sheet").replaceChildren(h("p", { className: "waiting" }, `No picture before ${counted(told.problems.length, "problem")} is solved`));
  }
  if (told.members) showMembers(told.members);
  if (told.values) showValues(told.values);
  else byId("values-section").hidden = true;
  if (!told.problems) await showSheet();
} catch (error) {
  byId("sheet").replaceChildren(failed(error));
}
