// Live examples: what is typed beside them is shown in the frame under them. The frame is a page of this site under
// the site's own policy; it gets text and makes elements of it, it never runs it.

const PAUSE_MS = 250;
/** Above this the frame scrolls: an example is to be seen together with its text. */
const TALLEST_PX = 620;
const LOWEST_PX = 96;

/** Wires every example of the page. */
export function liveExamples() {
  const examples = [...document.querySelectorAll(".live")].map((figure) => new Example(figure));
  addEventListener("message", ({ data, origin, source }) => {
    if (origin !== location.origin || typeof data !== "object" || data === null) return;
    examples.find((example) => example.isFrom(source))?.take(data);
  });
  document.addEventListener("scheme", () => examples.forEach((example) => example.send()));
}

class Example {
  #frame;
  #panes;
  #problem;
  #events;
  #initial;
  #timer = 0;

  constructor(figure) {
    this.#frame = figure.querySelector("iframe");
    this.#panes = [...figure.querySelectorAll("textarea")];
    this.#problem = figure.querySelector(".problem");
    this.#events = figure.querySelector(".events");
    this.#initial = this.#panes.map((pane) => pane.value);
    for (const pane of this.#panes) pane.addEventListener("input", () => this.#soon());
    figure.querySelector("figcaption").append(this.#resetButton());
  }

  /** Whether a message comes from the frame of this example. */
  isFrom(source) {
    return source === this.#frame.contentWindow;
  }

  /** What the frame reports: that it listens, its height, an event of the panel, or what it could not read. */
  take({ kind, height, text }) {
    if (kind === "listening") this.send();
    if (kind === "height" && Number.isFinite(height)) this.#frame.height = String(Math.min(TALLEST_PX, Math.max(LOWEST_PX, Math.ceil(height))));
    if (kind === "event") this.#log(String(text));
    if (kind === "problem") this.#problem.textContent = String(text);
  }

  /** Hands the frame what the panes hold now. */
  send() {
    this.#problem.textContent = "";
    const texts = Object.fromEntries(this.#panes.map((pane) => [pane.dataset.pane, pane.value]));
    const scheme = document.documentElement.dataset.theme ?? "auto";
    this.#frame.contentWindow?.postMessage({ kind: "show", texts, scheme }, location.origin);
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), PAUSE_MS);
  }

  #log(text) {
    this.#events.textContent = text;
  }

  #resetButton() {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Reset" });
    button.addEventListener("click", () => {
      this.#panes.forEach((pane, index) => {
        pane.value = this.#initial[index];
      });
      this.send();
    });
    return button;
  }
}
