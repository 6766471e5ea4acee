// Keeps what was typed in this browser until it was sent: a lost connection or a closed window loses nothing.
// It never leaves the browser, and the page works without it. The receipt forgets it.
const PREFIX = "consult:";
const form = document.querySelector("form[data-keep]");
const sent = document.querySelector("[data-sent]");

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? {};
  } catch {
    return {};
  }
}

function write(name, kept) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing: the form works as without this module.
  }
}

function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept, then.
  }
}

const controls = () => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
const isBox = (one) => one.type === "radio" || one.type === "checkbox";

function keep() {
  const kept = read(form.dataset.keep);
  for (const one of controls()) kept[one.name] = [];
  for (const one of controls()) if (!isBox(one) || one.checked) kept[one.name].push(one.value);
  write(form.dataset.keep, kept);
}

function isEmpty() {
  return controls().every((one) => (isBox(one) ? !one.checked : !one.value));
}

function restore() {
  const kept = read(form.dataset.keep);
  let any = false;
  for (const one of controls()) {
    const values = kept[one.name] ?? [];
    if (isBox(one)) one.checked = values.includes(one.value);
    else if (values[0]) one.value = values[0];
    any ||= isBox(one) ? one.checked : Boolean(values[0]);
  }
  if (any) tell();
}

function tell() {
  const note = document.createElement("p");
  note.className = "hint";
  note.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet button--small";
  button.textContent = form.dataset.forget;
  button.addEventListener("click", () => {
    forget(form.dataset.keep);
    form.reset();
    note.remove();
  });
  note.append(form.dataset.kept, " ", button);
  form.prepend(note);
}

if (sent) forget(sent.dataset.sent);
if (form?.dataset.kept) {
  if (isEmpty()) restore();
  form.addEventListener("input", keep);
}
