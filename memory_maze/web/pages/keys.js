// Keys and buttons that are held down, and keys that do something once.

const DRIVE = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right", KeyW: "up", KeyS: "down", KeyA: "left", KeyD: "right",
};
const BUSY = "input, select, textarea, [contenteditable]";

export class Keys {
  /** `held` is told which directions are held whenever that changes; `commands` are functions by the code of a key. */
  constructor(held, commands) {
    this.down = new Map();
    this.held = held;
    document.addEventListener("keydown", (event) => this.press(event, commands));
    document.addEventListener("keyup", (event) => this.lift(event.code));
    window.addEventListener("blur", () => this.clear());
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.clear(); });
  }

  press(event, commands) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(BUSY)) return;
    const isButton = event.target.closest("button, a, summary");
    if (isButton && ["Space", "Enter"].includes(event.code)) return;
    if (DRIVE[event.code]) {
      event.preventDefault();
      if (!event.repeat) this.set(event.code, DRIVE[event.code]);
    } else if (commands[event.code]) {
      event.preventDefault();
      if (!event.repeat) commands[event.code]();
    }
  }

  lift(code) { if (this.down.delete(code)) this.tell(); }

  set(code, direction) {
    this.down.set(code, direction);
    this.tell();
  }

  clear() {
    if (!this.down.size) return;
    this.down.clear();
    this.tell();
  }

  tell() { this.held([...new Set(this.down.values())]); }

  /** Buttons with a `data-key` hold their direction while a finger or the mouse is on them. */
  listenTo(buttons) {
    for (const button of buttons) {
      const code = `touch-${button.dataset.key}`;
      const release = () => { button.classList.remove("down"); this.lift(code); };
      button.onpointerdown = (event) => {
        event.preventDefault();
        button.setPointerCapture(event.pointerId);
        button.classList.add("down");
        this.set(code, button.dataset.key);
      };
      button.onpointerup = release;
      button.onpointercancel = release;
      button.onkeydown = (event) => { if (event.code === "Space" && !event.repeat) { event.preventDefault(); this.set(code, button.dataset.key); } };
      button.onkeyup = release;
      button.oncontextmenu = (event) => event.preventDefault();
    }
  }
}
