// The editor's sheet of paper: a text area over its coloured mirror, with line numbers, marks and completion.
import { byId, h } from "./dom.js";
import { contextAt } from "./complete.js";
import { paint } from "./yaml.js";

const INDENT = "  ";
const LINE_HEIGHT = 21;
const MOST_OFFERS = 40;

export class Pad {
  constructor(changed) {
    this.area = byId("text");
    this.list = byId("offers");
    this.changed = changed;
    this.wrong = new Map();
    this.offered = [];
    this.chosen = 0;
    this.leaves = false;
    this.area.oninput = (event) => {
      this.draw();
      if (event.inputType?.startsWith("insert")) this.offer(false);
      else this.close();
      changed();
    };
    this.area.onkeydown = (event) => this.key(event);
    this.area.onblur = () => setTimeout(() => this.close(), 150);
    this.area.onclick = () => this.close();
  }

  get text() { return this.area.value; }

  set text(text) {
    this.area.value = text;
    this.wrong = new Map();
    this.close();
    this.draw();
    this.changed();
  }

  complete(completer) { this.completer = completer; }

  mark(problems) {
    this.wrong = new Map(problems.map((problem) => [problem.line, problem.column]));
    this.draw();
  }

  draw() {
    paint(byId("mirror"), this.text, this.wrong);
    const count = this.text.split("\n").length;
    byId("gutter").replaceChildren(...Array.from({ length: count }, (_, index) =>
      h("span", { className: this.wrong.has(index + 1) ? "wrong" : "" }, `${index + 1}\n`)));
  }

  go(line, column) {
    const lines = this.text.split("\n");
    const place = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(place, place);
    byId("editor").scrollTop = Math.max(0, (line - 6) * LINE_HEIGHT);
  }

  insert(text, from = this.area.selectionStart, to = this.area.selectionEnd) {
    // This keeps the browser's own undo, which setting the value does not.
    this.area.setSelectionRange(from, to);
    document.execCommand("insertText", false, text);
  }

  key(event) {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); this.offer(true); return; }
    if (!this.list.hidden && this.steer(event)) { event.preventDefault(); return; }
    if (event.key === "Escape") { this.leaves = true; return; }
    if (event.key === "Tab" && !event.shiftKey && !this.leaves) { event.preventDefault(); this.insert(INDENT); }
    if (event.key === "Enter") { event.preventDefault(); this.breakLine(); }
    this.leaves = false;
  }

  breakLine() {
    const line = this.text.slice(0, this.area.selectionStart).split("\n").pop();
    const indent = line.match(/^\s*/)[0] + (/:\s*$/.test(line) ? INDENT : "");
    this.insert(`\n${indent}`);
  }

  steer(event) {
    const moves = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in moves) { this.choose((this.chosen + moves[event.key] + this.offered.length) % this.offered.length); return true; }
    if (event.key === "Escape") { this.close(); return true; }
    if (event.key === "Enter" || event.key === "Tab") { this.take(this.chosen); return true; }
    return false;
  }

  offer(isAsked) {
    const context = this.completer ? contextAt(this.text, this.area.selectionStart) : null;
    const found = context && (isAsked || context.word) ? this.completer.offers(context) : [];
    if (!found.length) { this.close(); return; }
    this.context = context;
    this.offered = found.slice(0, MOST_OFFERS);
    this.list.replaceChildren(...this.offered.map(({ text, about }, index) => {
      const item = h("li", { role: "option", id: `offer-${index}`, "aria-selected": "false" }, h("b", {}, text), about ? h("span", {}, about) : null);
      item.onpointerdown = (event) => { event.preventDefault(); this.take(index); };
      return item;
    }));
    this.list.hidden = false;
    this.place();
    this.choose(0);
  }

  place() {
    const lines = this.text.slice(0, this.area.selectionStart).split("\n");
    const box = byId("editor");
    const letter = measure(this.area);
    const left = 12 + (lines.at(-1).length - this.context.word.length) * letter;
    this.list.style.left = `${Math.max(0, Math.min(left, box.clientWidth - 300))}px`;
    this.list.style.top = `${10 + lines.length * LINE_HEIGHT}px`;
  }

  choose(index) {
    this.chosen = index;
    [...this.list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    this.list.children[index].scrollIntoView({ block: "nearest" });
    this.area.setAttribute("aria-activedescendant", `offer-${index}`);
  }

  take(index) {
    const { text } = this.offered[index];
    const end = this.area.selectionStart;
    const { word, isValue } = this.context;
    this.close();
    this.area.focus();
    this.insert(isValue ? text : `${text}: `, end - word.length, end);
    this.close();
  }

  close() {
    this.list.hidden = true;
    this.area.removeAttribute("aria-activedescendant");
  }
}

function measure(area) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = getComputedStyle(area).font;
  return pen.measureText("m").width;
}
