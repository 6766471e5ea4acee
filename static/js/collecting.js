// Keeps in this browser what is typed into the page that gathers remarks, until it is sent or forgotten.
// It never leaves the browser; without this module the page works, and comes back with what was typed.
const PREFIX = "consult:";
const form = document.querySelector("form[data-collect]");
const sent = document.querySelector("[data-collected]");

const store = {
  read(name) { try { return JSON.parse(localStorage.getItem(PREFIX + name)) ?? []; } catch { return []; } },
  write(name, kept) { try { localStorage.setItem(PREFIX + name, JSON.stringify(kept)); } catch { /* keeps nothing */ } },
  forget(name) { try { localStorage.removeItem(PREFIX + name); } catch { /* kept nothing */ } },
};
const typed = () => [...new FormData(form)].filter(([name]) => !["csrf_token", "slot", "place", "name", "contact", "again"].includes(name));

function bring(kept) {
  for (const [name, value] of [...kept, ["again", "1"]]) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  form.submit();
}

if (sent) store.forget(sent.dataset.collected);
if (form) {
  const name = form.dataset.collect;
  const kept = store.read(name);
  const box = document.querySelector("[data-kept]");
  if ("fresh" in form.dataset && kept.some(([key]) => key === "block")) {
    box.hidden = false;
    box.querySelector("[data-bring]").addEventListener("click", () => bring(kept));
    box.querySelector("[data-forget]").addEventListener("click", () => { store.forget(name); box.hidden = true; });
  } else if (!("fresh" in form.dataset)) store.write(name, typed());
  form.addEventListener("input", () => store.write(name, typed()));
}
