// Asks the host for bearer tokens and keeps the newest in memory, for one customer. Knows no requests.

const DEADLINE_MS = 10_000;
/** What may stand in an Authorization header. */
const TOKEN = /^[\x21-\x7e]+$/;

/** The tokens for one customer; a switch makes a new keeper and closes the old one. */
export class TokenKeeper {
  #provider;
  #customerId;
  #closing = new AbortController();
  #token = null;
  #asking = null;

  constructor(provider, customerId) {
    this.#provider = provider;
    this.#customerId = customerId;
  }

  /**
   * A promise of the token, or of `null` when the host gives none. Callers at the same time share one question.
   * `refused` is a token that the server did not accept: if it is still the newest, a fresh one is asked for.
   */
  get(refused) {
    if (refused !== undefined && refused === this.#token) this.#token = null;
    if (this.#provider === null || this.#token !== null) return Promise.resolve(this.#token);
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Forgets the token and stops asking. */
  close() {
    this.#token = null;
    this.#provider = null;
    this.#closing.abort();
  }

  async #ask() {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(DEADLINE_MS)]);
    const given = await Promise.race([
      this.#provider({ customerId: this.#customerId, signal }),
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    ]);
    const token = typeof given === "string" ? given.trim() : "";
    if (!TOKEN.test(token)) throw new TypeError("tokenProvider gave no usable token");
    if (!this.#closing.signal.aborted) this.#token = token;
    return token;
  }
}

/** The tokens of one element: for whoever is selected, and for those for whom something is still to be sent. */
export class Tokens {
  #settings;
  #selected = new TokenKeeper(null, null);
  #others = new Map();

  constructor(settings) {
    this.#settings = settings;
  }

  /** The keeper for whoever is selected. */
  get selected() {
    return this.#selected;
  }

  /** A token is for one customer and from one provider; requests under way with an older one are given up. */
  renew() {
    this.close();
    this.#selected = this.#keeperOf(this.#settings.customerId);
  }

  close() {
    this.#selected.close();
    this.#others.forEach((keeper) => keeper.close());
    this.#others.clear();
  }

  /** A keeper that was closed while it asked has a successor to ask. */
  async get(refused, customerId) {
    const keeper = this.#keeperFor(customerId);
    try {
      return await keeper.get(refused);
    } catch (error) {
      const successor = this.#keeperFor(customerId);
      if (keeper === successor) throw error;
      return successor.get();
    }
  }

  /** What was recorded for a customer is sent with a token for that customer, whoever is selected by then. */
  #keeperFor(customerId) {
    const selected = this.#settings.customerId?.trim();
    if (customerId === undefined || !selected || selected === customerId) return this.#selected;
    if (!this.#others.has(customerId)) this.#others.set(customerId, this.#keeperOf(customerId));
    return this.#others.get(customerId);
  }

  #keeperOf(customerId) {
    return new TokenKeeper(this.#settings.tokenProvider, customerId);
  }
}
