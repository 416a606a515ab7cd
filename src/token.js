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
