// How the console looks: theme, density, language, width of the panel. Kept in the address, never in storage.

import { element, setText } from "./dom.js";
import { LANGUAGES, direction, locale, message } from "./messages.js";

const CHOICES = Object.freeze({
  theme: ["auto", "light", "dark"],
  density: ["comfortable", "compact"],
  width: ["300", "376", "420"],
});

/** Reads the settings of the address, draws the switches and calls `onChange(settings)` at once and on each change. */
export function mountSettings(onChange) {
  const settings = fromAddress();
  const groups = Object.keys(CHOICES).map((name) => group(name, settings, change));
  const languages = languageView(settings, change);
  document.getElementById("settings").append(...groups.map((one) => one.node), languages.node);

  function change(name, value) {
    settings[name] = value;
    toAddress(settings);
    apply();
  }
  function apply() {
    applyToPage(settings);
    groups.forEach((one) => one.draw());
    languages.draw();
    onChange(settings);
  }
  apply();
}

function fromAddress() {
  const asked = new URLSearchParams(location.search);
  const pick = (name, allowed) => (allowed.includes(asked.get(name)) ? asked.get(name) : null);
  return {
    theme: pick("theme", CHOICES.theme) ?? "auto",
    density: pick("density", CHOICES.density) ?? "comfortable",
    width: pick("width", CHOICES.width) ?? "376",
    lang: pick("lang", Object.keys(LANGUAGES)) ?? browserLanguage(),
  };
}

function browserLanguage() {
  const known = navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => tag in LANGUAGES);
  return known ?? "en";
}

function toAddress(settings) {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries(settings)) address.searchParams.set(name, value);
  history.replaceState(null, "", address);
}

function applyToPage({ theme, density, width, lang }) {
  const page = document.documentElement;
  page.dataset.theme = theme;
  page.dataset.density = density;
  page.dataset.panel = width;
  page.lang = lang;
  page.dir = direction(lang);
}

function group(name, settings, change) {
  const legend = element("legend", {});
  const options = CHOICES[name].map((value) => {
    const input = element("input", { type: "radio", name, value, onchange: () => change(name, value) });
    const words = element("span", {});
    return { value, input, words, node: element("label", { class: "choice" }, input, words) };
  });
  function draw() {
    setText(legend, message(name));
    for (const option of options) {
      option.input.checked = settings[name] === option.value;
      setText(option.words, name === "width" ? new Intl.NumberFormat(locale()).format(option.value) : message(option.value));
    }
  }
  return { node: element("fieldset", { class: "choices" }, legend, ...options.map((option) => option.node)), draw };
}

function languageView(settings, change) {
  const words = element("span", {});
  const options = Object.entries(LANGUAGES).map(([tag, name]) => element("option", { value: tag, lang: tag }, name));
  const choice = element("select", { onchange: () => change("lang", choice.value) }, ...options);
  function draw() {
    setText(words, message("language"));
    choice.value = settings.lang;
  }
  return { node: element("label", { class: "choices" }, words, choice), draw };
}
