// Starts the Svelte example.

import { mount } from "svelte";

import App from "./App.svelte";
import "../shared/examples.css";

mount(App, { target: document.getElementById("app")! });
