// Runs in the page: the one interface behind which the candidates stand. A panel can be shown a customer, be told of
// something new, and go; everything else is done to its DOM, as an agent does. Knows how each candidate is reached.

/** The panel of a twin, which the shell publishes. */
class Twin {
  #host = document.createElement("div");
  #panel = null;

  mount(place) {
    place.append(this.#host);
    this.#panel = globalThis.twin.mount(this.#host);
  }

  get root() {
    return this.#host.shadowRoot;
  }

  show(context) {
    this.#panel.show(context);
  }

  /** As `show`, for a customer who is to be fetched: whole, or the first page. */
  async open(id, { whole = true } = {}) {
    this.show(await (await fetch(`/v1/customers/${id}/context${whole ? "?whole=1" : ""}`)).json());
  }

  /** Resolves when news reach the panel. */
  followed() {
    return Promise.resolve();
  }

  /** Something new or changed, as text. */
  insert(interaction) {
    this.#panel.insert(JSON.parse(interaction));
  }

  unmount() {
    this.#panel.unmount();
    this.#host.remove();
  }
}

/** The widget. Its stream is answered here, so that both ends of it are in the page. */
class Widget {
  #element = document.createElement("customer-context");
  #events = 0;

  mount(place) {
    this.#element.setAttribute("sections", "passport ledger timeline");
    place.append(this.#element);
  }

  get root() {
    return this.#element.shadowRoot;
  }

  show(context) {
    this.#element.removeAttribute("customer-id");
    this.#element.context = context;
  }

  async open(id, { whole = true } = {}) {
    isWhole = whole;
    stream.opened = Promise.withResolvers();
    this.#element.context = null;
    this.#element.setAttribute("endpoint", "");
    this.#element.setAttribute("customer-id", id);
  }

  followed() {
    return stream.opened.promise;
  }

  insert(interaction) {
    this.#events += 1;
    const time = new Date().toISOString();
    const envelope = { specversion: "1.0", id: String(this.#events), source: "/bench", type: "interaction.created", subject: this.#element.getAttribute("customer-id"), time };
    const event = `${JSON.stringify(envelope).slice(0, -1)},"data":${interaction}}`;
    stream.controller.enqueue(new TextEncoder().encode(`id: ${envelope.id}
event: ${envelope.type}
data: ${event}

`));
  }

  unmount() {
    this.#element.remove();
  }
}

/** The memory of every module that was started. */
export const wasmMemories = [];
const ownInstantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...given) => {
  const result = await ownInstantiate.apply(WebAssembly, given);
  const { memory } = (result.instance ?? result).exports;
  if (memory !== undefined) wasmMemories.push(memory);
  return result;
};

const stream = { controller: null, opened: Promise.withResolvers() };
/** Whether contexts are asked for with everything in them. */
let isWhole = true;
const ownFetch = globalThis.fetch;

/** The stream is the only request that does not reach the server; contexts are asked for as the benchmark wants them. */
function answerStream(input, init) {
  const url = new URL(input instanceof Request ? input.url : input, location.href);
  if (url.pathname.endsWith("/stream")) {
    const body = new ReadableStream({ start: (controller) => { stream.controller = controller; stream.opened.resolve(); } });
    return Promise.resolve(new Response(body, { headers: { "Content-Type": "text/event-stream" } }));
  }
  if (!isWhole || !url.pathname.endsWith("/context")) return ownFetch(input, init);
  url.searchParams.set("whole", "1");
  return ownFetch(url.href, init);
}

/** Loads the candidate's script, if the page does not name it already, and makes a panel of it. */
export async function candidate(name, script) {
  if (name !== "widget") {
    await import(script);
    return new Twin();
  }
  globalThis.fetch = answerStream;
  await import(script);
  await customElements.whenDefined("customer-context");
  return new Widget();
}
