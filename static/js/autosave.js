// Saves unfinished answers under their code while one types: some seconds after the last key, and when the page is left.
const said = document.querySelector("[data-autosave]");
const form = said.closest("form");
const PAUSE = 5000;
let timer, isChanged = false;

async function save() {
  clearTimeout(timer);
  if (!isChanged) return;
  isChanged = false;
  const fields = new URLSearchParams(new FormData(form));
  fields.set("go", "keep");
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, keepalive: true });
    if (answer.ok) said.textContent = said.dataset.autosave;
    else isChanged = true;
  } catch {
    isChanged = true; // no connection: the next change tries again
  }
}

form.addEventListener("input", () => {
  isChanged = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
});
form.addEventListener("submit", () => (isChanged = false));
document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
