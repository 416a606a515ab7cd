// What every example page has: its source as text, and the theme its address asks for.

const theme = new URLSearchParams(location.search).get("theme");
if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

const place = document.querySelector("[data-source]");
if (place) show(place, place.dataset.source);

/** Shows what really runs: the marked part of this page and its script, read again from where they came from. */
async function show(place, script) {
  const [page, code] = await Promise.all([location.pathname, script].map(read));
  const marked = page.split("<!-- example -->")[1].split("<!-- /example -->")[0];
  place.replaceChildren(...listing("HTML", outdent(marked)), ...listing(script, code.trim()));
}

async function read(address) {
  return (await fetch(address)).text();
}

function outdent(text) {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin)).join("\n");
}

function listing(title, text) {
  const heading = document.createElement("h3");
  const block = document.createElement("pre");
  const code = document.createElement("code");
  heading.textContent = title;
  code.textContent = text;
  block.tabIndex = 0;
  block.setAttribute("aria-label", title);
  block.setAttribute("role", "region");
  block.append(code);
  return [heading, block];
}
