// A button on every piece of code that copies it, and says so.

const SHOWN_MS = 1600;

/** Adds the buttons. */
export function copyButtons() {
  for (const block of document.querySelectorAll(".code")) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Copy", className: "copy" });
    button.addEventListener("click", () => copy(button, block.querySelector("code").textContent));
    block.append(button);
  }
}

/** Copies a text and says on the button whether it worked. */
export async function copy(button, text) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => {
    button.textContent = before;
  }, SHOWN_MS);
}
