// The panel in the wasm module, as the element sees it: mounted, told of changes, asked, given up. It lets the panel onto
// the stage only when it has been drawn for who is selected now, and listens to nothing that it says before. Knows the
// module's interface and nothing of what the panel shows.

/** The panel of one element: none, or one mount in the module that runs. */
export class Mount {
  #stage;
  #to;
  #current = null;
  #calls = [];
  #revision = 0;
  #renderedRevision = 0;

  /**
   * `to` is the element: `dispatch(name, cancelable, detail)`, `report(state, code)`, `drawn()`, `token(refused,
   * customerId)`, `prefetched(url, body)`, `keep(copy, unsaved)` and `kept()`, and `trapped(at)` when the module is dead and
   * this panel with it.
   */
  constructor(stage, to) {
    this.#stage = stage;
    this.#to = to;
  }

  get isThere() {
    return this.#current !== null;
  }

  /** Whether everything that the panel was told is in the DOM. */
  get isUpToDate() {
    return this.isThere && this.#renderedRevision === this.#revision;
  }

  /** Mounts a panel in a running module. */
  begin(instance, snapshot, context) {
    const closing = new AbortController();
    const mount = { api: instance.api, instance, handle: 0, container: null, closing, wantedRevision: 0 };
    mount.onTrap = () => this.#trapped(mount);
    instance.onTrap.add(mount.onTrap);
    this.#current = mount;
    this.#revision += 1;
    mount.wantedRevision = this.#revision;
    mount.handle = mount.api.mount(snapshot, context, this.#revision, this.#hooksFor(mount));
    mount.container = mount.api.container(mount.handle) ?? null;
  }

  /** Hands over changed attributes and properties. */
  update(snapshot, context) {
    const { api, handle } = this.#current;
    this.#revision += 1;
    api.update(handle, snapshot, context, this.#revision);
  }

  /** The panel leaves the document, and comes back when it has been drawn for the new selection. */
  takeOffStage() {
    if (this.isThere) this.#current.wantedRevision = this.#revision + 1;
    this.#stage.showWaiting();
  }

  /** Runs a call on the mounted panel, now or as soon as there is one. */
  call(run) {
    return new Promise((resolve) => {
      const call = ({ api, handle }) => resolve(run(api, handle));
      if (this.isThere && this.#renderedRevision > 0) call(this.#current);
      else this.#calls.push(call);
    });
  }

  /** Nothing of what the panel knew stays in the module. */
  end() {
    const mount = this.#current;
    if (mount === null) return;
    this.#drop(mount);
    mount.api.unmount(mount.handle);
  }

  /** What the panel may do to the element, as long as this mount lives. */
  #hooksFor(mount) {
    const lives = () => this.#current === mount;
    // While the panel is off the stage, what it says may still be about the customer before.
    const isSeen = () => lives() && this.#stage.shows(mount.container);
    return {
      signal: mount.closing.signal,
      dispatch: (name, cancelable, detail) => !lives() || this.#to.dispatch(name, cancelable, detail),
      report: (state, code) => {
        if (isSeen()) this.#to.report(state, code ?? null);
      },
      announce: (text) => {
        if (isSeen()) this.#stage.say(text);
      },
      rendered: (revision, state, code) => {
        if (lives()) this.#rendered(mount, revision, state, code ?? null);
      },
      token: (refused, customerId) => this.#to.token(refused, customerId),
      prefetched: (url, body) => this.#to.prefetched(url, body),
      keep: (copy, unsaved) => {
        if (lives()) this.#to.keep(copy, unsaved);
      },
      kept: () => this.#to.kept(),
    };
  }

  #rendered(mount, revision, state, code) {
    this.#renderedRevision = revision;
    if (revision >= mount.wantedRevision) {
      this.#stage.showPanel(mount.container);
      this.#to.report(state, code);
    }
    this.#to.drawn();
    for (const call of this.#calls.splice(0)) call(mount);
  }

  #trapped(mount) {
    if (this.#current !== mount) return;
    this.#drop(mount);
    this.#to.trapped(mount.instance.trappedAt);
  }

  #drop(mount) {
    this.#current = null;
    this.#renderedRevision = 0;
    mount.closing.abort();
    mount.instance.onTrap.delete(mount.onTrap);
    this.#stage.showWaiting();
  }
}
