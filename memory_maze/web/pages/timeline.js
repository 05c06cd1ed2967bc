// A trajectory from its beginning to its end: the return as a curve, prompts as a band of their colours, finds as ticks.
import { h, rounded, svg } from "./dom.js";

const WIDE = 1000;
const CURVE = 74;
const BAND = 10;
const HIGH = CURVE + BAND + 8;

export class Timeline {
  /** `told` has the length, the totals and the spans of prompts; `moved` is called with the moment that was chosen. */
  constructor({ length, totals, spans, events }, moved) {
    this.length = length;
    const [least, most] = [Math.min(0, ...totals), Math.max(1e-9, ...totals)];
    this.at = (moment) => (WIDE * moment) / Math.max(1, length - 1);
    const level = (total) => 4 + (CURVE - 8) * (1 - (total - least) / (most - least));
    const curve = totals.map((total, moment) => (moment ? `H${this.at(moment).toFixed(1)}V${level(total).toFixed(1)}` : `M0 ${level(total).toFixed(1)}`));
    const line = curve.join("");
    this.head = svg("line", { class: "head-line", y1: 0, y2: HIGH, "vector-effect": "non-scaling-stroke" });
    const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, preserveAspectRatio: "none", "aria-hidden": "true", class: "curve" },
      svg("path", { class: "under", d: `${line}V${level(least)}H0z` }),
      svg("path", { class: "over", d: line, "vector-effect": "non-scaling-stroke" }),
      ...events.map(({ moment, good }) => svg("line", { class: good ? "tick" : "tick bad", x1: this.at(moment), x2: this.at(moment), y1: 0, y2: CURVE, "vector-effect": "non-scaling-stroke" })),
      ...spans.map(({ from, to, color }) => svg("rect", { x: this.at(from), width: Math.max(0.5, this.at(to) - this.at(from)), y: CURVE + 4, height: BAND, fill: color ?? "transparent" })),
      this.head);
    this.range = h("input", { type: "range", min: 0, max: length - 1, value: 0, step: 1, className: "scrub", "aria-label": "Moment" });
    this.range.oninput = () => moved(Number(this.range.value));
    picture.onpointerdown = (event) => {
      picture.setPointerCapture(event.pointerId);
      picture.onpointermove = (move) => moved(this.under(picture, move));
      moved(this.under(picture, event));
    };
    picture.onpointerup = () => { picture.onpointermove = null; };
    this.element = h("div", { className: "timeline" },
      h("div", { className: "scale" }, h("span", {}, h("span", { className: "word" }, "return "), rounded(most > 1e-9 ? most : 0)), h("span", {}, least < 0 ? rounded(least) : "0")),
      h("div", { className: "track" }, picture, this.range));
  }

  under(picture, event) {
    const box = picture.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.round(Math.min(1, Math.max(0, share)) * (this.length - 1));
  }

  show(moment, said) {
    this.range.value = moment;
    this.range.setAttribute("aria-valuetext", said);
    this.head.setAttribute("x1", this.at(moment));
    this.head.setAttribute("x2", this.at(moment));
  }
}
