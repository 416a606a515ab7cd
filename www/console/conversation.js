// The column of the conversation: what was said, and a box to write in. Knows nothing of what the panel shows.

import { element, foreign, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";
import { locale, message } from "./messages.js";

/** Draws the conversation and keeps it up to date. The panel follows the field `draft` by itself. */
export function mountConversation(desk, agent) {
  const body = document.getElementById("conversation-body");
  const lines = element("div", { class: "lines", role: "log", tabindex: "0" });
  const draft = draftView(desk, agent);
  body.append(lines, draft.node);
  let drawn = "";

  function draw() {
    setAttribute(lines, "aria-label", message("lines"));
    const picked = desk.picked;
    const wanted = `${document.documentElement.lang} ${picked?.contactId} ${picked?.lines.length}`;
    if (wanted !== drawn) {
      lines.replaceChildren(...lineViews(picked));
      lines.scrollTop = lines.scrollHeight;
    }
    drawn = wanted;
    draft.draw();
  }
  desk.addEventListener("change", draw);
  draw();
  return { draw };
}

function lineViews(picked) {
  if (!picked) return [element("p", { class: "empty" }, message("pickSomebody"))];
  if (picked.lines.length === 0) return [element("p", { class: "empty" }, message("noLines"))];
  return picked.lines.map(lineView);
}

function lineView(line) {
  if (line.role === "system") {
    return element("p", { class: "line-system" }, message(line.message, { department: message(line.department) }));
  }
  const role = ["agent", "bot"].includes(line.role) ? line.role : "customer";
  const head = element("p", { class: "line-head" }, line.name ? foreign(line.name) : null, line.at ? timeView(line.at) : null);
  return element("div", { class: `line line-${role}` }, head, element("p", { class: "line-text", dir: "auto" }, line.text));
}

function timeView(at) {
  const moment = new Date(at);
  const text = new Intl.DateTimeFormat(locale(), { hour: "numeric", minute: "2-digit" }).format(moment);
  return element("time", { datetime: moment.toISOString() }, text);
}

function draftView(desk, agent) {
  const label = element("label", { for: "draft", class: "unseen" });
  const text = element("textarea", { id: "draft", rows: "2", dir: "auto", "aria-describedby": "draft-hint" });
  const hint = element("p", { class: "hint", id: "draft-hint" });
  const words = element("span", {});
  const button = element("button", { type: "submit", class: "button primary" }, icon("send", "icon mirrored"), words);
  const node = element("form", { class: "draft" }, label, text, element("div", { class: "draft-foot" }, hint, button));
  let contactId = null;

  function submit() {
    const written = text.value.trim();
    if (!written || desk.picked?.phase !== "live") return;
    text.value = "";
    desk.send(written, agent.name);
    text.focus();
  }
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  text.addEventListener("input", () => {
    desk.keepDraft(text.value);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  function draw() {
    const live = desk.picked?.phase === "live";
    setText(label, message("draft"));
    setText(words, message("send"));
    setText(hint, live ? "" : message("acceptFirst"));
    setAttribute(text, "placeholder", desk.picked ? message("draftPlaceholder", { name: desk.picked.name }) : null);
    text.disabled = !live;
    button.disabled = !live;
    if (contactId !== desk.picked?.contactId) text.value = desk.picked?.draft ?? "";
    contactId = desk.picked?.contactId;
  }
  return { node, draw };
}
