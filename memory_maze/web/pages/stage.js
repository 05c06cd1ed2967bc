// The page of Play and of Watch: a game on the server, its picture, its map and its buttons.
import { announce, ask, byId, h, rounded, wanted } from "./dom.js";
import { endCard } from "./ending.js";
import { Keys } from "./keys.js";
import { MazeMap } from "./map.js";
import { Session } from "./session.js";
import { showPrompt } from "./swatch.js";

const MOST_TRAIL = 4000;
const TIMES = [0.25, 0.5, 1, 2, 4, 8];
const TOUCH = matchMedia("(pointer: coarse)");

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export class Stage {
  constructor(isWatched) {
    this.isWatched = isWatched;
    this.session = null;
    this.trail = [];
    this.state = {};
    this.pen = byId("picture").getContext("2d");
    const keys = new Keys((held) => this.session?.tell("keys", { held }), {
      Space: () => this.pause(), KeyP: () => this.pause(), KeyR: () => this.tell("again"), KeyN: () => this.tell("next"),
      KeyM: () => this.toggleMap(), KeyT: () => this.tell("way", { on: !this.state.way }),
      KeyV: () => this.tell("view", { large: !this.state.large }), KeyO: () => this.handOver(),
      KeyE: () => this.tell("stepping", { on: !this.state.stepping }),
      BracketLeft: () => this.changeSpeed(-1), BracketRight: () => this.changeSpeed(1),
      Period: () => this.tell("step"), Enter: () => { if (this.state.phase === "over") this.tell("next"); },
    });
    keys.listenTo(document.querySelectorAll("[data-key]"));
    this.wire();
  }

  wire() {
    const actions = {
      pause: () => this.pause(), again: () => this.tell("again"), next: () => this.tell("next"), "map-button": () => this.toggleMap(),
      "way-button": () => this.tell("way", { on: !this.state.way }), "view-button": () => this.tell("view", { large: !this.state.large }),
      "driver-button": () => this.handOver(), "step-button": () => this.tell("stepping", { on: !this.state.stepping }),
    };
    for (const [id, action] of Object.entries(actions)) byId(id).onclick = () => { action(); };
    byId("speed").onchange = () => this.tell("speed", { speed: Number(byId("speed").value) });
    byId("choice").onsubmit = (event) => { event.preventDefault(); this.start(); byId("screen").focus(); };
    byId("scenario").onchange = () => this.start();
    window.addEventListener("pagehide", () => this.session?.leave());
    document.querySelectorAll(this.isWatched ? ".play-only" : ".watch-only").forEach((one) => { one.hidden = true; });
  }

  tell(word, more) { this.session?.tell(word, more); }

  pause() { this.tell(this.state.stepping && this.isWatched ? "step" : "pause"); }

  handOver() { this.tell("driver", { driver: this.state.driver ? null : byId("policy").value }); }

  changeSpeed(by) {
    const place = TIMES.indexOf(this.state.speed) + by;
    if (TIMES[place]) this.tell("speed", { speed: TIMES[place] });
  }

  toggleMap(on = byId("map").hidden) {
    byId("map").hidden = !on;
    byId("map-button").setAttribute("aria-pressed", String(on));
  }

  /** Fills the lists and starts what the address asks for. */
  async open() {
    const [facts, scenarios] = await Promise.all([ask("/api/facts"), ask("/api/scenarios")]);
    const names = scenarios.filter((one) => !one.problem).flatMap((one) =>
      (one.members.length ? one.members.map((member) => `${one.name}#${member}`) : [one.name]));
    const first = wanted("scenario", names[0]);
    if (!names.includes(first)) names.unshift(first);
    byId("scenario").replaceChildren(...names.map((name) => h("option", { selected: name === first }, name)));
    byId("policy").replaceChildren(...facts.policies.map((name) => h("option", {}, name)));
    byId("policy").value = facts.policies.includes(wanted("policy")) ? wanted("policy") : facts.policies[0];
    byId("policy").onchange = () => this.start();
    byId("seed").value = wanted("seed", "0");
    byId("player").value = sessionStorage.getItem("player") ?? "";
    byId("player-label").hidden = byId("record-label").hidden = this.isWatched || !facts.records;
    this.records = facts.records && !this.isWatched;
    this.toggleMap(this.isWatched);
    this.start();
  }

  start() {
    this.session?.leave();
    const query = { scenario: byId("scenario").value, seed: byId("seed").value || "0" };
    history.replaceState(null, "", `?${new URLSearchParams(query)}`);
    if (this.isWatched) query.driver = byId("policy").value;
    if (this.records && byId("record").checked) {
      query.record = "yes";
      query.player = byId("player").value;
      sessionStorage.setItem("player", byId("player").value);
    }
    this.cover([h("p", {}, "Getting ready ...")]);
    byId("status").textContent = "connecting";
    this.session = new Session(query, (event) => this.hear(event), (picture) => this.draw(picture));
  }

  hear(event) {
    const answers = { episode: this.onEpisode, moment: this.onMoment, state: this.onState, end: this.onEnd,
      planning: this.onPlanning, error: this.onError, closed: this.onClosed };
    answers[event.kind]?.call(this, event);
  }

  onEpisode(event) {
    this.episode = event;
    this.trail = [];
    this.moment = null;
    byId("seed").value = event.seed;
    this.map = new MazeMap(event.chart, `Map of ${event.scenario}, seed ${event.seed}`);
    byId("map").replaceChildren(this.map.element);
  }

  onMoment(moment) {
    const before = this.moment;
    this.moment = moment;
    if (moment.step && before && moment.reward) this.flash(moment.reward);
    if (!before || before.step !== moment.step) this.trail.push([moment.x, moment.y]);
    if (this.trail.length > MOST_TRAIL) this.trail.shift();
    this.waiting ??= requestAnimationFrame(() => { this.waiting = undefined; this.show(); });
  }

  show() {
    const { episode, moment } = this;
    if (!moment) return;
    const left = (episode.steps - moment.step) / episode.frequency;
    const used = Math.round((100 * moment.step) / episode.steps);
    byId("total").textContent = rounded(moment.total);
    byId("found").textContent = moment.wrong ? `${moment.found} (${moment.wrong} wrong)` : moment.found;
    byId("clock").textContent = clock(left);
    byId("meter-fill").style.width = `${used}%`;
    byId("meter").setAttribute("aria-valuenow", used);
    const key = `${moment.target} ${moment.prompted} ${episode.seed}`;
    if (key !== this.prompted) showPrompt(byId("prompt"), episode.chart, moment);
    this.prompted = key;
    this.map.show(moment);
    this.map.showTrail(this.trail);
    this.map.showWay(moment.way ?? []);
  }

  onState(state) {
    this.state = state;
    const press = (id, on) => byId(id).setAttribute("aria-pressed", String(on));
    press("way-button", state.way);
    press("view-button", !state.large);
    press("driver-button", state.driver !== null);
    press("step-button", state.stepping);
    byId("speed").value = String(state.speed);
    byId("pause").lastChild.textContent = state.phase === "paused" ? " Go on" : " Pause";
    byId("screen").classList.toggle("pixels", !state.large);
    byId("status").textContent = this.said(state);
    if (state.phase === "ready") this.coverReady(state);
    else if (state.phase === "paused" && !state.stepping) this.cover([h("h2", {}, "Paused"), h("p", {}, "Space goes on.")]);
    else if (state.phase !== "over") this.uncover();
    if (state.way) this.toggleMap(true);
  }

  said(state) {
    const who = state.driver ? `${state.driver} drives` : "you drive";
    if (state.phase === "over") return "over";
    if (state.stepping) return state.driver ? "Space takes a step" : "each key takes one step";
    return state.phase === "ready" ? "the clock starts with your first key" : `${state.phase === "paused" ? "paused, " : ""}${who}`;
  }

  coverReady(state) {
    if (state.stepping) { this.uncover(); return; }
    const how = TOUCH.matches ? "Touch a button below to begin." : "Press an arrow key (or W, A, D) to begin.";
    this.cover([h("h2", {}, "Ready"), h("p", {}, how), h("p", {}, "Touch the object of the colour that is asked for; then another is asked for. Remember where they are.")]);
  }

  onPlanning({ driver }) { byId("status").textContent = `${driver} is planning`; }

  onEnd({ published, recorded }) {
    this.show();
    const button = (text, key, word) => h("button", { type: "button", onclick: () => this.tell(word), className: word === "next" ? "main" : "" }, h("kbd", {}, key), ` ${text}`);
    const who = this.isWatched || this.state.driver ? this.state.driver : "you";
    const facts = { episode: this.episode, moment: this.moment, published, recorded, who };
    this.cover(endCard(facts, [button("Again", "R", "again"), button("Next seed", "N", "next")]));
    announce(`The episode is over: return ${rounded(this.moment.total)}`);
    byId("recorded").textContent = recorded ? `Recorded as ${recorded}` : "";
  }

  onError({ error }) { this.cover([h("h2", {}, "That does not work"), h("p", { role: "alert" }, error)]); this.session.left = true; byId("status").textContent = "ended"; }

  onClosed({ reason }) {
    if (byId("status").textContent === "ended") return;
    this.session.left = true;
    byId("status").textContent = "ended";
    this.cover([h("h2", {}, "Ended"), h("p", {}, reason), h("div", { className: "actions" }, h("button", { type: "button", className: "main", onclick: () => this.start() }, "Start again"))]);
  }

  cover(content) { byId("cover-card").replaceChildren(...content); byId("cover").hidden = false; }

  uncover() { byId("cover").hidden = true; }

  flash(reward) {
    const place = byId("flash");
    place.textContent = `${reward > 0 ? "+" : ""}${rounded(reward)}`;
    place.classList.remove("on");
    place.classList.toggle("bad", reward < 0);
    void place.offsetWidth;
    place.classList.add("on");
    announce(reward > 0 ? `Found: ${place.textContent}` : `Lost: ${place.textContent}`);
  }

  async draw(picture) {
    const { canvas } = this.pen;
    if (picture instanceof Blob) {
      const image = await createImageBitmap(picture);
      if (canvas.width !== image.width) canvas.width = canvas.height = image.width;
      this.pen.drawImage(image, 0, 0);
      image.close();
    } else {
      const side = Math.sqrt(picture.length / 3);
      if (canvas.width !== side) canvas.width = canvas.height = side;
      const data = this.pen.createImageData(side, side);
      for (let from = 0, to = 0; from < picture.length; from += 3, to += 4) {
        data.data[to] = picture[from];
        data.data[to + 1] = picture[from + 1];
        data.data[to + 2] = picture[from + 2];
        data.data[to + 3] = 255;
      }
      this.pen.putImageData(data, 0, 0);
    }
    canvas.dataset.pictures = Number(canvas.dataset.pictures ?? 0) + 1;
  }
}
