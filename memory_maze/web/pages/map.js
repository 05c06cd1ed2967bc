// A maze from above: walls, objects, the agent, where it was and where the shortest way leads.
// Lengths are cells from the bottom-left inner corner; SVG counts downwards.
import { svg } from "./dom.js";

const EDGE = 0.5;

export class MazeMap {
  constructor(chart, label = "Map of the maze") {
    this.chart = chart;
    const { width, height } = chart;
    const floor = chart.free.flatMap((row, y) =>
      [...row].map((cell, x) => (cell === "1" ? `M${x} ${height - 1 - y}h1v1h-1z` : "")));
    this.seen = svg("g", { class: "seen" });
    this.trail = svg("polyline", { class: "trail", "stroke-width": 0.11 });
    this.way = svg("polyline", { class: "way", "stroke-width": 0.09, "stroke-dasharray": "0.2 0.16" });
    this.things = svg("g");
    this.agent = svg("path", { class: "agent", "stroke-width": 0.09, d: "M0.36 0L-0.29 0.27L-0.15 0L-0.29 -0.27z" });
    this.element = svg("svg", {
      class: "map", role: "img", "aria-label": label,
      viewBox: `${-EDGE} ${-EDGE} ${width + 2 * EDGE} ${height + 2 * EDGE}`,
    }, svg("path", { class: "floor", d: floor.join(""), "shape-rendering": "crispEdges" }),
    this.seen, this.trail, this.way, this.things, this.agent);
    this.discs = [];
  }

  at(x, y) { return [x, this.chart.height - y]; }

  points(places) { return places.map(([x, y]) => this.at(x, y).join(",")).join(" "); }

  /** Shows a moment: x, y, heading, places, gone, target. */
  show(moment) {
    const [x, y] = this.at(moment.x, moment.y);
    const turn = (-moment.heading * 180) / Math.PI;
    this.agent.setAttribute("transform", `translate(${x} ${y}) rotate(${turn})`);
    const radius = Math.max(this.chart.radius, 0.2);
    moment.places.forEach((place, number) => {
      const disc = this.discs[number] ?? this.newDisc(number, radius);
      const [left, top] = this.at(...place);
      disc.setAttribute("transform", `translate(${left} ${top})`);
      disc.style.display = moment.gone.includes(number) ? "none" : "";
      disc.firstChild.style.display = number === moment.target ? "" : "none";
    });
    this.discs.forEach((disc, number) => { if (number >= moment.places.length) disc.style.display = "none"; });
  }

  newDisc(number, radius) {
    const told = this.chart.objects[number] ?? { color: "#999999", name: "unknown" };
    const name = svg("title");
    name.textContent = told.name;
    const disc = svg("g", {}, svg("circle", { class: "ring", r: radius + 0.16, "stroke-width": 0.08 }),
      svg("circle", { class: "object", r: radius, fill: told.color, "stroke-width": 0.06 }, name));
    this.things.append(disc);
    this.discs[number] = disc;
    return disc;
  }

  showTrail(places) { this.trail.setAttribute("points", this.points(places)); }

  showWay(places) { this.way.setAttribute("points", this.points(places)); }

  /** Shades cells by how often they were visited: a Map of "x,y" to a count. */
  showSeen(counts) {
    const most = Math.max(1, ...counts.values());
    this.seen.replaceChildren(...[...counts].map(([cell, count]) => {
      const [x, y] = cell.split(",").map(Number);
      const opacity = 0.12 + 0.4 * Math.sqrt(count / most);
      return svg("rect", { x, y: this.chart.height - 1 - y, width: 1, height: 1, opacity: opacity.toFixed(3) });
    }));
  }
}
