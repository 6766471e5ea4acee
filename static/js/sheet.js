// Types a sheet of paper in with the keyboard alone: a digit chooses an answer, Enter goes to the next question.
const form = document.querySelector("form[data-sheet]");
const isBox = (one) => one.type === "radio" || one.type === "checkbox";
const stops = () => [...form.elements].filter((one) => one.tabIndex >= 0 && one.type !== "hidden" && !one.disabled);

// The boxes that share a name are one stop; so is each field.
function groupOf(one) {
  return isBox(one) ? [...form.elements].filter((other) => other.name === one.name && isBox(other)) : [one];
}

function goOn(from) {
  const last = groupOf(from).at(-1);
  const all = stops();
  const next = all.slice(all.indexOf(last) + 1).find((one) => one.tagName !== "A");
  next?.focus();
}

form.addEventListener("keydown", (event) => {
  const here = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Enter" && here.tagName !== "TEXTAREA" && here.type !== "submit") {
    event.preventDefault();
    goOn(here);
  } else if (isBox(here) && /^[0-9]$/.test(event.key)) {
    const box = groupOf(here)[event.key === "0" ? 9 : Number(event.key) - 1];
    if (!box) return;
    event.preventDefault();
    box.checked = here.type === "radio" ? true : !box.checked;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (here.type === "radio") goOn(here);
    else box.focus();
  }
});

form.dataset.sheet = "keys";
(form.querySelector("[aria-invalid=true]") ?? stops()[0])?.focus();
