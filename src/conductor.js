// Joins the parts of one element in the order in which data flow: settings, tokens, the way to the module (boot), the
// panel in it (mount), the stage, the status, what is unsaved and the agent's draft. It takes a customer off the screen in the very moment in which the host
// selects another. Knows nothing of what the panel shows, and not how the host came to change a setting.

import { Boot } from "./boot.js";
import { Draft } from "./draft.js";
import { fetchWords } from "./language.js";
import { Mount } from "./mount.js";
import { advise, adviseKeys, checkFailure } from "./misuse.js";
import { notice } from "./notices.js";
import { pauseBeforeRestart } from "./page.js";
import { headingLevel } from "./plain.js";
import { SELECTING, Settings } from "./settings.js";
import { Status } from "./status.js";
import { follow, unfollow } from "./surroundings.js";
import { Tokens } from "./token.js";
import { Unsaved } from "./unsaved.js";
import { nameOf, wordsOf } from "./words.js";

/** Texts by key that were looked at already, whichever elements they are for. */
const checked = new WeakSet();

/** What one element does. */
export class Conductor {
  settings;
  status;
  mount;
  unsaved;
  #element;
  #stage;
  #tokens;
  #boot;
  #draft;
  #selection = "";
  #update = null;
  #dirty = false;

  constructor(element, stage, internals) {
    this.#element = element;
    this.#stage = stage;
    this.settings = new Settings(element);
    this.status = new Status(element, internals, (state, previous) => this.#stands(state, previous));
    this.unsaved = new Unsaved(internals, (unsaved) => this.status.dispatch("cc-unsaved-change", false, { unsaved }));
    this.#draft = new Draft(element, (text) => this.#check(text), (id) => advise("draft-not-found", id));
    this.#tokens = new Tokens(this.settings);
    this.#boot = new Boot(element, this.settings, this.#tokens, {
      words: () => this.#fetchWords(),
      started: (instance) => {
        this.mount.begin(instance, this.#snapshot(), this.settings.suppliedContext);
        this.#checkKeys();
      },
      failed: (code) => this.#showFailure(code),
    });
    this.mount = new Mount(stage, {
      dispatch: (name, cancelable, detail) => this.status.dispatch(name, cancelable, detail),
      report: (state, code) => {
        this.status.set(state, code);
        checkFailure(code, this.settings.values);
      },
      drawn: () => this.#updatedIfDrawn(),
      token: (refused, customerId) => this.#tokens.get(refused, customerId),
      prefetched: (url, body) => this.#boot.takePrefetched(url, body),
      keep: (copy, unsaved) => this.unsaved.keep(copy, unsaved),
      kept: () => this.unsaved.copy,
      trapped: (at) => this.#recover(at),
    });
    stage.onDraft(() => this.#draft.update());
    stage.showWaiting();
  }

  /** Resolves when everything that was set so far is in the panel. */
  get updateComplete() {
    return this.#update?.promise ?? Promise.resolve();
  }

  /** The element is in a page. */
  begin() {
    follow(this);
    this.#draft.update();
    if (!this.mount.isThere) this.changed();
    this.#bootWhenWanted();
  }

  /** The element is in no page, if only for the moment of a move. */
  pause() {
    unfollow(this);
    this.#draft.update();
  }

  /** The element has been moved within its page. */
  moved() {
    this.#draft.update();
  }

  /** The element has left the page: nothing of a customer stays. */
  end() {
    this.#boot.stopWaiting();
    this.#unmount();
    this.#draft.forget();
    this.#selection = "";
    this.#tokens.close();
    this.#boot.closePrefetch();
    this.#stage.showWaiting();
    this.#updated();
  }

  /** An attribute was written; selecting the same customer again ends `clear()` and is no change otherwise. */
  attributeSet(name, isChange) {
    if (name === "draft") {
      this.#draft.update();
      return;
    }
    const endsClear = this.settings.cleared && SELECTING.has(name);
    if (!isChange && !endsClear) return;
    if (endsClear) this.settings.cleared = false;
    this.changed();
    if (name === "loading") this.#bootWhenWanted();
  }

  /** A property was written. */
  set(name, value) {
    this.settings.values[name] = value;
    if (SELECTING.has(name)) this.settings.cleared = false;
    this.changed();
  }

  setTokenProvider(provider) {
    this.settings.values.tokenProvider = provider;
    this.#renewTokens();
    this.#boot.startPrefetch();
    this.#boot.hostHasSpoken();
    // The request that failed for want of a token is made again; otherwise nothing changes on the screen.
    if (/^token-/.test(this.status.error?.code)) this.refresh();
  }

  /** Fetches again and keeps what is shown until then; also ends `clear()`. */
  refresh() {
    if (this.settings.cleared) {
      this.settings.cleared = false;
      this.changed();
      return Promise.resolve();
    }
    this.#bootWhenWanted();
    return this.mount.call((api, handle) => api.refresh(handle));
  }

  /** Nobody is selected any more, at once. */
  clear() {
    this.settings.cleared = true;
    this.changed();
    this.#flush();
  }

  /** The page is going away, perhaps into the cache of the back button: it must not lie there with a customer. */
  hidePage(hidden) {
    if (this.settings.pageHidden === hidden) return;
    this.settings.pageHidden = hidden;
    this.changed();
    if (hidden) this.#flush();
  }

  /** The network is back. */
  online() {
    const { state, error } = this.status;
    if (state === "offline" || state === "stale" || error?.code === "offline") this.refresh();
  }

  /** Takes the old customer off the screen at once; everything else waits for the end of the task. */
  changed() {
    this.#leaveSelection();
    this.#update ??= Promise.withResolvers();
    if (this.#dirty) return;
    this.#dirty = true;
    queueMicrotask(() => this.#flush());
  }

  #leaveSelection() {
    const selection = this.settings.describeSelection();
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.settings.selections += 1;
    this.#stage.say("");
    // Clearing ends the mount: nothing of what one agent saw waits in memory for the next.
    if (this.settings.isBlank) this.#unmount();
    this.#blank();
    this.#renewTokens();
  }

  #renewTokens() {
    this.#tokens.renew();
    this.#boot.closePrefetch();
  }

  #blank() {
    this.mount.takeOffStage();
    this.status.set("loading", null);
  }

  #flush() {
    if (!this.#dirty) return;
    this.#dirty = false;
    if (this.mount.isThere) {
      this.mount.update(this.#snapshot(), this.settings.suppliedContext);
      this.#checkKeys();
    } else {
      this.#boot.startPrefetch();
      this.#bootWhenWanted();
      this.#updated();
    }
  }

  /** A context of the host is drawn when it is read; for one of the gateway the request is still to come. */
  #updatedIfDrawn() {
    const reading = this.status.state === "loading" && this.settings.suppliedContext !== undefined;
    if (this.mount.isUpToDate && !this.#dirty && !reading) this.#updated();
  }

  #updated() {
    this.#update?.resolve();
    this.#update = null;
  }

  #snapshot() {
    this.#fetchWords();
    return this.settings.snapshot();
  }

  /** Words that come when the panel is there already are drawn at once. */
  async #fetchWords() {
    const { tag, source } = this.settings.wantedLanguage;
    const waited = await fetchWords(tag, source);
    if (waited && this.mount.isThere) this.changed();
  }

  /** Which keys are read the panel knows. */
  #checkKeys() {
    const { labels } = this.settings.values;
    const { source } = this.settings.wantedLanguage;
    this.#checkKeysOf(labels, (keys) => adviseKeys("label-unknown", keys));
    if (source !== null) this.#checkKeysOf(wordsOf(source), (keys) => adviseKeys("lang-keys", keys, nameOf(source)));
  }

  #checkKeysOf(texts, tell) {
    if (checked.has(texts) || Object.keys(texts).length === 0) return;
    checked.add(texts);
    this.mount.call((api) => tell(api.unreadKeys(Object.keys(texts))));
  }

  #bootWhenWanted() {
    if (!this.mount.isThere) this.#boot.whenWanted();
  }

  #showFailure(code) {
    const labels = this.settings.labels();
    const onRetry = () => {
      this.#blank();
      this.#boot.start();
    };
    this.#boot.closePrefetch();
    this.#stage.showNotice({
      title: notice(`boot.${code}`, labels),
      text: notice(`boot.${code}.detail`, labels),
      level: headingLevel(this.#element.getAttribute("heading-level")),
      retryLabel: notice("boot.retry", labels),
      onRetry,
    });
    this.status.set("error", code);
  }

  /** The module trapped: blank first, then a fresh one and a fresh fetch, unless that keeps happening. */
  #recover(trappedAt) {
    this.#boot.closePrefetch();
    this.#blank();
    this.#updated();
    const pause = pauseBeforeRestart(trappedAt);
    if (pause === null) {
      this.#showFailure("stopped");
      return;
    }
    this.#stage.say(notice("boot.restarted", this.settings.labels()));
    setTimeout(() => this.#bootWhenWanted(), pause);
  }

  /** Who is on screen now is asked about the draft that is there already. */
  #stands(state, previous) {
    this.#updatedIfDrawn();
    if (previous === "loading" && state !== "error") this.#draft.again();
  }

  /** While nobody is on screen there is nothing to ask: the draft is looked at when somebody is. */
  #check(text) {
    if (this.mount.isThere && this.status.state !== "loading") this.mount.call((api, handle) => api.checkText(handle, text));
  }

  /** What is unsaved goes with the panel, unless the module has stopped by itself. */
  #unmount() {
    this.unsaved.forget();
    if (!this.mount.isThere) return;
    this.#boot.closePrefetch();
    this.mount.end();
  }
}
