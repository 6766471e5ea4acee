// Keeps what was typed in this browser until it was sent: a lost connection or a closed window loses nothing.
// It never leaves the browser, and the page works without it. The receipt forgets it.
// Shows and hides the questions of a section while somebody answers; without this, they stand on pages of their own.
import { path } from "./logic.js";

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

function restoreInto(element) {
  const kept = read(form.dataset.keep);
  for (const one of element.querySelectorAll("input, select, textarea")) {
    const values = kept[one.name] ?? [];
    if (isBox(one)) one.checked ||= values.includes(one.value);
    else if (!one.value && values[0]) one.value = values[0];
  }
}

// Questions that can appear, each with the place where it stands and what was made of it.
const stages = [...(form?.querySelectorAll("template[data-question]") ?? [])].map((template) => ({
  template,
  key: template.dataset.question,
  element: null,
  isShown: false,
}));

function typed() {
  const found = {};
  for (const [name, value] of new FormData(form)) (found[name] ??= []).push(value);
  return found;
}

function put(stage) {
  if (!stage.element) {
    stage.element = document.importNode(stage.template.content, true).firstElementChild;
    if (form.dataset.kept) restoreInto(stage.element);
  }
  stage.template.before(stage.element);
  stage.isShown = true;
}

// What is shown can change what else is asked: at most as often as there are questions.
function arrange(rules) {
  const before = stages.filter((stage) => stage.isShown).length;
  for (let turn = 0; turn <= stages.length; turn += 1) {
    const asked = new Set(path(rules, typed(), form.dataset.today).asked);
    const wrong = stages.find((stage) => asked.has(stage.key) !== stage.isShown);
    if (!wrong) break;
    if (wrong.isShown) {
      wrong.element.remove();
      wrong.isShown = false;
    } else {
      put(wrong);
    }
  }
  let number = Number(form.dataset.first);
  for (const place of form.querySelectorAll("[data-question]:not(template) [data-number]")) {
    place.textContent = String(number);
    number += 1;
  }
  return stages.filter((stage) => stage.isShown).length > before;
}

function progress() {
  const rules = JSON.parse(form.dataset.rules);
  const names = new Set(stages.flatMap((stage) => [...stage.template.content.querySelectorAll("[name]")].map((one) => one.name)));
  for (const one of form.querySelectorAll("input[type=hidden]")) if (names.has(one.name)) one.remove();
  const button = form.querySelector("button[name=go][value=next]");
  if (button && form.dataset.send) button.textContent = form.dataset.send;
  const status = document.createElement("p");
  status.className = "hide";
  status.setAttribute("role", "status");
  form.append(status);
  arrange(rules);
  for (const event of ["input", "change"]) {
    form.addEventListener(event, () => {
      status.textContent = arrange(rules) ? form.dataset.appeared : "";
    });
  }
  form.addEventListener("reset", () => setTimeout(() => arrange(rules)));
}

// Says to the server that scripts run here; each page says it for itself, as the next may come without them.
function say() {
  const mark = document.createElement("input");
  mark.type = "hidden";
  mark.name = "scripted";
  mark.value = "yes";
  form.append(mark);
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
if (form?.dataset.rules) progress();
if (form) say();
