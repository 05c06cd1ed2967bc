import { address, ask, byId, counted, failed, h } from "./dom.js";

const MOST_TAGS = 24;
const chosen = new Set();
let everything = [];

function matches(one) {
  const words = byId("text").value.toLowerCase().split(/\s+/).filter(Boolean);
  const said = `${one.name} ${one.summary} ${one.tags.join(" ")} ${one.gymnasium_id ?? ""}`.toLowerCase();
  return words.every((word) => said.includes(word)) && [...chosen].every((tag) => one.tags.includes(tag));
}

function meta(one) {
  return [
    one.members.length ? counted(one.members.length, "member") : null,
    one.size ? one.size.join(" × ") : null,
    one.objects ? counted(one.objects, "object") : null,
    one.steps ? counted(one.steps, "step") : null,
  ].filter(Boolean).join("   ·   ");
}

function card(one) {
  const picture = one.problem ? [] : [h("img", {
    loading: "lazy", decoding: "async", width: 328, height: 160, alt: "Map and first view of seed 0",
    src: address("/api/card", { name: one.name }),
  })];
  return h("li", { className: one.problem ? "card wrong" : "card" },
    h("a", { href: address("/scenario", { name: one.name }) },
      h("span", { className: "picture" }, picture),
      h("span", { className: "words" },
        h("span", { className: "name" }, one.name),
        h("span", { className: "summary" }, one.problem || one.summary),
        h("span", { className: "meta" }, meta(one)))));
}

const folderOf = (one) => (one.own ? "Given" : one.name.split("/").slice(0, -1).join("/") || "Others");

function show() {
  const found = everything.filter(matches);
  const groups = new Map();
  for (const one of found) groups.set(folderOf(one), [...(groups.get(folderOf(one)) ?? []), one]);
  byId("count").textContent = found.length === everything.length ? counted(found.length, "scenario") : `${found.length} of ${counted(everything.length, "scenario")}`;
  byId("list").replaceChildren(...[...groups].map(([folder, members]) =>
    h("section", {}, h("h2", {}, folder), h("ul", { className: "cards" }, members.map(card)))));
  if (!found.length) byId("list").append(h("p", { className: "waiting" }, "No scenario matches; change the filter"));
}

function showTags() {
  const counts = new Map();
  for (const one of everything) for (const tag of one.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const tags = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_TAGS).map(([tag]) => tag);
  byId("tags").replaceChildren(...tags.map((tag) => {
    const button = h("button", { type: "button", "aria-pressed": "false" }, tag);
    button.onclick = () => {
      if (!chosen.delete(tag)) chosen.add(tag);
      button.setAttribute("aria-pressed", String(chosen.has(tag)));
      show();
    };
    return button;
  }));
}

byId("filter").onsubmit = (event) => event.preventDefault();
byId("text").oninput = show;
try {
  everything = await ask("/api/scenarios");
  showTags();
  show();
} catch (error) {
  byId("list").replaceChildren(failed(error));
}
