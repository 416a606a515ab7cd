// Light or dark before anything is painted: what the reader chose, else what the address asks for, else the system.

const asked = new URLSearchParams(location.search).get("theme");
let chosen = null;
try {
  chosen = localStorage.getItem("docs-scheme");
} catch {
  // Storage may be switched off; then the system decides.
}
const scheme = asked ?? chosen;
if (scheme === "light" || scheme === "dark") document.documentElement.dataset.theme = scheme;
