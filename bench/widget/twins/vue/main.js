// The panel in Vue 3: single-file components in script-setup style, the state in a shallow reference.

import { createApp, h, shallowRef } from "vue";

import { publish } from "../../shared/shell.js";
import { Store } from "../../shared/store.js";
import Panel from "./Panel.vue";

publish((target, source) => {
  const store = new Store(source);
  const state = shallowRef(null);
  store.subscribe((snapshot) => { state.value = snapshot; });
  const app = createApp({ render: () => state.value && h(Panel, { state: state.value, onMore: () => store.loadMore() }) });
  app.mount(target);
  return {
    show: (context) => store.show(context),
    insert: (interaction) => store.insert(interaction),
    unmount: () => app.unmount(),
  };
});
