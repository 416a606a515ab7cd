// The panel in Svelte 5: components with runes, the state in a raw one, for it is replaced and never changed.

import { mount, unmount } from "svelte";

import { publish } from "../../shared/shell.js";
import { Store } from "../../shared/store.js";
import Panel from "./Panel.svelte";

publish((target, source) => {
  const store = new Store(source);
  const panel = mount(Panel, { target, props: { store } });
  return {
    show: (context) => store.show(context),
    insert: (interaction) => store.insert(interaction),
    unmount: () => unmount(panel),
  };
});
