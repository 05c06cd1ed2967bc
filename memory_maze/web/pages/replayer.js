// A recorded trajectory: its pictures, its map and its timeline in step. The same in a page and in a report.
import { counted, h, rounded } from "./dom.js";
import { MazeMap } from "./map.js";
import { showPrompt } from "./swatch.js";
import { Timeline } from "./timeline.js";

const RATES = [0.25, 0.5, 1, 2, 4, 8, 16];
const SHOWN = 512;

const told = (seconds) => `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;

/** The return up to each moment. */
function totalsOf(rewards) {
  let total = 0;
  return rewards.map((reward) => (total += reward));
}

/** All moments of a trajectory, as the map and the prompt take them. */
function momentsOf(replay) {
  const totals = totalsOf(replay.rewards);
  const moments = [];
  (replay.parts ?? []).forEach((part, number) => {
    let places = part.moves[0][1];
    const moves = new Map(part.moves);
    part.x.forEach((x, index) => {
      places = moves.get(index) ?? places;
      moments.push({ part: number, x, y: part.y[index], heading: part.heading[index], places, gone: [],
        target: part.target[index], prompted: part.prompted[index] === 1 });
    });
  });
  return replay.rewards.map((reward, index) => ({ ...(moments[index] ?? { part: 0 }), step: index, reward, total: totals[index] }));
}

/** Spans of equal prompts: from, to (not included), and the colour; none where nothing is shown. */
function spansOf(replay, moments) {
  const spans = [];
  if (!replay.parts) return spans;
  moments.forEach((moment, index) => {
    const object = moment.prompted ? replay.parts[moment.part].chart.objects[moment.target] : null;
    const color = object ? object.color : null;
    const last = spans[spans.length - 1];
    if (last && last.color === color) last.to = index + 1;
    else spans.push({ from: index, to: index + 1, color });
  });
  return spans;
}

export class Replayer {
  constructor(replay) {
    this.replay = replay;
    this.moments = momentsOf(replay);
    this.events = this.moments.filter((one) => one.step && one.reward).map((one) => ({ moment: one.step, good: one.reward > 0 }));
    this.now = 0;
    this.rate = 1;
    this.isRunning = false;
    this.trail = true;
    this.seen = false;
    this.sheets = new Map();
    this.timeline = new Timeline({ length: replay.length, totals: this.moments.map((one) => one.total),
      spans: spansOf(replay, this.moments), events: this.events }, (moment) => { this.stop(); this.go(moment); });
    this.build();
    this.go(0);
  }

  build() {
    this.canvas = h("canvas", { width: SHOWN, height: SHOWN, role: "img", "aria-label": "What the agent sees" });
    this.pen = this.canvas.getContext("2d");
    this.prompt = h("p", { className: "prompt large" });
    this.numbers = Object.fromEntries(["step", "time", "return", "visited"].map((name) => [name, h("dd", {}, "0")]));
    const labels = { step: "Step", time: "Time", return: "Return", visited: "Cells visited" };
    const numbers = h("dl", { className: "numbers" }, Object.entries(this.numbers).filter(([name]) => this.replay.parts || name !== "visited")
      .map(([name, cell]) => h("div", {}, h("dt", {}, labels[name]), cell)));
    const button = (words, action, more = {}) => h("button", { type: "button", onclick: action, ...more }, words);
    this.playButton = button("Play", () => this.toggle(), { className: "main" });
    this.speed = h("select", { "aria-label": "Speed" }, RATES.map((rate) => h("option", { value: rate, selected: rate === 1 }, `× ${rate}`)));
    this.speed.onchange = () => { this.rate = Number(this.speed.value); };
    const tools = h("div", { className: "tools", role: "toolbar", "aria-label": "Replay" }, this.playButton,
      button("‹ Find", () => this.jump(-1), { "aria-label": "Find before" }), button("Find ›", () => this.jump(1), { "aria-label": "Next find" }),
      button("‹ Step", () => this.nudge(-1), { "aria-label": "One step back" }), button("Step ›", () => this.nudge(1), { "aria-label": "One step on" }),
      h("label", {}, "Speed ", this.speed), ...(this.replay.parts ? [this.switch("Trail", "trail", true), this.switch("Visited cells", "seen", false)] : []));
    this.mapPlace = h("div", { className: "map-place" });
    const facts = [...this.replay.facts, ["length", counted(this.replay.length - 1, "step")], ["finds", String(this.events.filter((one) => one.good).length)]];
    this.element = h("div", { className: "replayer" },
      h("ul", { className: "facts" }, facts.map(([what, value]) => h("li", {}, `${what} `, h("b", {}, value)))),
      this.prompt,
      h("div", { className: "pair big" }, h("div", { className: "screen pixels" }, this.canvas), this.mapPlace),
      this.timeline.element, tools, numbers);
    this.element.onkeydown = (event) => this.key(event);
  }

  switch(words, name, on) {
    const box = h("input", { type: "checkbox", checked: on });
    box.onchange = () => { this[name] = box.checked; this.show(); };
    return h("label", {}, box, words);
  }

  key(event) {
    if (event.target.closest("select, button, input:not([type=range])")) return;
    const actions = { Space: () => this.toggle(), KeyF: () => this.jump(1), KeyB: () => this.jump(-1) };
    const action = actions[event.code];
    if (action) { event.preventDefault(); action(); }
  }

  go(moment) {
    this.now = Math.max(0, Math.min(this.replay.length - 1, moment));
    this.show();
  }

  nudge(by) { this.stop(); this.go(this.now + by); }

  jump(way) {
    this.stop();
    const places = this.events.map((one) => one.moment);
    const found = way > 0 ? places.find((one) => one > this.now) : places.filter((one) => one < this.now).pop();
    this.go(found ?? (way > 0 ? this.replay.length - 1 : 0));
  }

  toggle() {
    if (this.isRunning) { this.stop(); return; }
    if (this.now >= this.replay.length - 1) this.go(0);
    this.isRunning = true;
    this.playButton.textContent = "Pause";
    let last = performance.now();
    let left = 0;
    const tick = (time) => {
      if (!this.isRunning) return;
      left += ((time - last) / 1000) * this.replay.frequency * this.rate;
      last = time;
      if (left >= 1) {
        this.go(this.now + Math.floor(left));
        left %= 1;
      }
      if (this.now >= this.replay.length - 1 || !this.element.isConnected) this.stop();
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  }

  stop() {
    this.isRunning = false;
    this.playButton.textContent = "Play";
  }

  show() {
    const moment = this.moments[this.now];
    const time = told(this.now / this.replay.frequency);
    this.numbers.step.textContent = this.now;
    this.numbers.time.textContent = time;
    this.numbers.return.textContent = rounded(moment.total);
    this.timeline.show(this.now, `step ${this.now}, ${time}, return ${rounded(moment.total)}`);
    this.drawPicture();
    if (this.replay.parts) this.drawMap(moment);
  }

  drawMap(moment) {
    const part = this.replay.parts[moment.part];
    if (this.shownPart !== moment.part) {
      this.shownPart = moment.part;
      this.map = new MazeMap(part.chart, "Map of the maze");
      this.mapPlace.replaceChildren(this.map.element);
    }
    const until = this.now - part.begin + 1;
    const places = part.x.slice(0, until).map((x, index) => [x, part.y[index]]);
    const counts = new Map();
    for (const [x, y] of places) {
      const cell = `${Math.floor(x)},${Math.floor(y)}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    this.numbers.visited.textContent = `${counts.size} of ${part.chart.free.join("").replaceAll("0", "").length}`;
    this.map.show(moment);
    this.map.showTrail(this.trail ? places : []);
    this.map.showSeen(this.seen ? counts : new Map());
    showPrompt(this.prompt, part.chart, moment);
  }

  drawPicture() {
    const { side, across, stride, sheets } = this.replay.sprites;
    const number = Math.floor(this.now / stride);
    const index = Math.floor(number / across ** 2);
    const place = number % across ** 2;
    const draw = (image) => {
      if (this.canvas.width !== side) this.canvas.width = this.canvas.height = side;
      this.pen.drawImage(image, (place % across) * side, Math.floor(place / across) * side, side, side, 0, 0, side, side);
      this.canvas.dataset.moment = number * stride;
    };
    const wanted = this.now;
    this.sheet(index).then((image) => { if (wanted === this.now) draw(image); });
    if (place > 0.8 * across ** 2 && index + 1 < sheets.length) this.sheet(index + 1);
  }

  sheet(index) {
    if (!this.sheets.has(index)) {
      const image = new Image();
      image.src = this.replay.sprites.sheets[index];
      this.sheets.set(index, image.decode().then(() => image));
    }
    return this.sheets.get(index);
  }
}
