// Says how much of a total is left to share out, whenever a field is left. The server checks the sum itself.
const format = new Intl.NumberFormat(document.documentElement.lang);
const PRECISE = 1e6;

function amount(field) {
  const found = /^[-\u2212+]?\d+(?:[.,]\d+)?/.exec(field.value.replace(/\s/g, ""));
  return found ? Number(found[0].replace("\u2212", "-").replace(",", ".")) : 0;
}

function tell(box) {
  const fields = [...box.querySelectorAll("input")];
  const sum = box.querySelector(".parts__sum");
  const rest = Math.round((Number(box.dataset.total) - fields.map(amount).reduce((a, b) => a + b, 0)) * PRECISE) / PRECISE;
  sum.hidden = fields.every((field) => !field.value);
  const words = rest > 0 ? sum.dataset.left : rest < 0 ? sum.dataset.over : sum.dataset.even;
  sum.textContent = words.replace("{n}", format.format(Math.abs(rest)));
  sum.classList.toggle("parts__sum--over", rest < 0);
  sum.classList.toggle("parts__sum--even", rest === 0);
}

for (const box of document.querySelectorAll("[data-total]")) {
  box.addEventListener("change", () => tell(box));
  tell(box);
}
