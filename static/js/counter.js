// Characters left in a text field, or how many are too many: nothing that is pasted gets cut.
// The words come from the page, one for each plural of its language. Without this module the limit stands there in words.
const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);

function words(note, kind, count) {
  const text = note.dataset[kind + plural.select(count)] ?? note.dataset[`${kind}other`];
  return text.replace("{n}", number.format(count));
}

function show(area, note) {
  const left = Number(area.dataset.limit) - [...area.value].length;
  note.textContent = left < 0 ? words(note, "over", -left) : words(note, "left", left);
  note.classList.toggle("count--over", left < 0);
}

for (const area of document.querySelectorAll("[data-limit]")) {
  const note = document.getElementById(`${area.id}-count`);
  area.addEventListener("input", () => show(area, note));
  show(area, note);
}
