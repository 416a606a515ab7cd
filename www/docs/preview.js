// The page in the frame of a live example: markup, style and properties come as text from the page around it and
// become elements, a style sheet and values. Nothing of them is run, and nothing is fetched but the widget.

import { events } from "../../src/api.json";
import { exampleContext, incompleteContext, sparseContext } from "../examples/example-context.js";
import { ENDPOINT, startService } from "../studio/service.js";
import { elementsOf } from "./markup.js";

const CONTEXTS = { example: exampleContext, incomplete: incompleteContext, sparse: sparseContext };
/** Properties an example may set; the token provider is a function and stays out. */
const PROPERTIES = new Set(["context", "identifiers", "labels", "rowActions"]);
const EVENTS = events.map(({ name }) => name);

startService();

const place = document.getElementById("place");
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

addEventListener("message", ({ data, origin, source }) => {
  if (origin !== location.origin || source !== parent || data?.kind !== "show") return;
  try {
    show(data);
  } catch (problem) {
    tell({ kind: "problem", text: problem.message });
  }
});
for (const name of EVENTS) {
  document.addEventListener(name, ({ detail }) => tell({ kind: "event", text: `${name} ${JSON.stringify(detail)}` }));
}
// A link of an example must not replace the preview.
document.addEventListener("click", (event) => {
  if (event.target.closest("#place a")) event.preventDefault();
});
new ResizeObserver(() => tell({ kind: "height", height: document.body.getBoundingClientRect().height })).observe(document.body);
if (parent !== window) tell({ kind: "listening" });

function show({ texts, scheme }) {
  const { html = "<customer-context></customer-context>", css = "", json = "{}" } = texts;
  const properties = valuesOf(json);
  const made = elementsOf(html);
  if (scheme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = scheme;
  sheet.replaceSync(css);
  for (const panel of panelsIn(made)) {
    // Host-supplied contexts make every example work without a gateway.
    const { context = "example", ...others } = properties;
    const service = { endpoint: `${ENDPOINT}/supplied`, tokenProvider: async () => "preview" };
    Object.assign(panel, { ...service, ...others, context: CONTEXTS[context]?.() ?? context });
  }
  place.replaceChildren(...made);
}

function panelsIn(nodes) {
  const elements = nodes.filter((node) => node instanceof Element);
  return elements.flatMap((element) => [...(element.localName === "customer-context" ? [element] : []), ...element.querySelectorAll("customer-context")]);
}

function valuesOf(text) {
  let values = null;
  try {
    values = JSON.parse(text);
  } catch (problem) {
    throw new Error(`Properties: ${problem.message}`);
  }
  if (typeof values !== "object" || values === null || Array.isArray(values)) throw new Error("Properties: an object is expected.");
  const unknown = Object.keys(values).find((name) => !PROPERTIES.has(name));
  if (unknown !== undefined) throw new Error(`Properties: ${unknown} cannot be set here; ${[...PROPERTIES].join(", ")} can.`);
  return values;
}

function tell(message) {
  parent.postMessage(message, location.origin);
}
