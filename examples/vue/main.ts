// Starts the Vue example.

import { createApp } from "vue";

import App from "./App.vue";
import "../shared/examples.css";

createApp(App).mount("#app");
