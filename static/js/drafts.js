// Shows the proposed wording as a redline while it is being written; it is shown from the first change on.
// Without this module the receipt shows the same redline, made by the server.
const MOST = 1500;
const words = (text) => text.match(/\d+(?:[.,:]\d+)+|[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [];

function lengths(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
  return table;
}

function middle(a, b, add) {
  if (a.length > MOST || b.length > MOST) {
    for (const word of a) add("del", word);
    for (const word of b) add("ins", word);
    return;
  }
  const table = lengths(a, b);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && a[i] === b[j]) { add("same", a[i]); i += 1; j += 1; }
    else if (i < a.length && (j === b.length || table[i + 1][j] >= table[i][j + 1])) { add("del", a[i]); i += 1; }
    else { add("ins", b[j]); j += 1; }
}

function difference(before, after) {
  const a = words(before);
  const b = words(after);
  const runs = [];
  const add = (kind, word) => {
    if (runs.at(-1)?.kind === kind) runs.at(-1).text += word;
    else runs.push({ kind, text: word });
  };
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  for (const word of a.slice(0, head)) add("same", word);
  middle(a.slice(head, a.length - tail), b.slice(head, b.length - tail), add);
  for (const word of a.slice(a.length - tail)) add("same", word);
  return runs;
}

function draw(area, box) {
  const changed = area.value !== area.dataset.before;
  box.hidden = !changed;
  if (!changed) return;
  box.querySelector("[data-words]").replaceChildren(...difference(area.dataset.before, area.value).map(({ kind, text }) => {
    if (kind === "same") return document.createTextNode(text);
    const mark = document.createElement(kind);
    mark.textContent = text;
    return mark;
  }));
}

for (const area of document.querySelectorAll("[data-redline]")) {
  const box = document.getElementById(area.dataset.redline);
  let waiting = 0;
  area.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => draw(area, box), 150);
  });
  draw(area, box);
}
