// What the agent has on the desk: waiting contacts, the one in hand, its conversation. Knows no DOM and no network;
// tells its listeners `change` and nothing else.

/**
 * The state of the console. A contact's `phase` is `waiting`, `live` or `held`; `since` is the moment it entered it;
 * `complete` says that what was said before has arrived.
 */
export class Desk extends EventTarget {
  /** `loading`, `ready`, or the reason of a `GatewayError`. */
  queueState = "loading";
  contacts = [];
  department = "support";
  #pickedId = null;

  /** The contact in hand, or null. */
  get picked() {
    return this.contacts.find((contact) => contact.contactId === this.#pickedId) ?? null;
  }

  receive(contacts) {
    this.contacts = contacts.map((contact) => ({
      ...contact,
      phase: "waiting",
      since: Date.parse(contact.waitingSince),
      lines: contact.lines ?? [],
      complete: Boolean(contact.lines),
      draft: "",
    }));
    this.queueState = "ready";
    this.#changed();
  }

  failQueue(reason) {
    this.queueState = reason;
    this.#changed();
  }

  loadQueue() {
    this.queueState = "loading";
    this.#changed();
  }

  /** Puts the contact in hand. A live one goes on hold: nobody talks to two customers at once. */
  pick(contactId) {
    if (contactId === this.#pickedId) return;
    if (this.picked?.phase === "live") this.#enter(this.picked, "held");
    this.#pickedId = contactId;
    this.#changed();
  }

  accept() {
    this.#enter(this.picked, "live");
    this.#changed();
  }

  toggleHold() {
    this.#enter(this.picked, this.picked.phase === "held" ? "live" : "held");
    this.#changed();
  }

  /** The contact waits in the other department, and the agent follows it there to see what that department sees. */
  transfer(department) {
    const contact = this.picked;
    this.#say(contact, { role: "system", message: "transferredTo", department });
    contact.department = department;
    this.#enter(contact, "waiting");
    this.department = department;
    this.#changed();
  }

  end() {
    this.contacts = this.contacts.filter((contact) => contact !== this.picked);
    this.#pickedId = null;
    this.#changed();
  }

  setDepartment(department) {
    this.department = department;
    this.#changed();
  }

  /** Lines that arrived from the gateway for one contact, which need not be the one in hand any more. */
  receiveLines(contactId, lines) {
    const contact = this.contacts.find((one) => one.contactId === contactId);
    if (!contact || contact.complete) return;
    contact.complete = true;
    contact.lines = [...lines, ...contact.lines];
    this.#changed();
  }

  keepDraft(text) {
    if (this.picked) this.picked.draft = text;
  }

  send(text, name) {
    this.#say(this.picked, { role: "agent", name, text, at: new Date().toISOString() });
    this.picked.draft = "";
    this.#changed();
  }

  #say(contact, line) {
    contact.lines = [...contact.lines, line];
  }

  #enter(contact, phase) {
    contact.phase = phase;
    contact.since = Date.now();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
