// Lets a form be filled in by keyboard alone: Enter goes on to the next field, Ctrl and Enter send the form.
// Without this module Tab goes on, and the button sends.
for (const box of document.querySelectorAll("[data-keys]")) {
  const form = box.closest("form");
  const groups = new Set();
  const fields = [...box.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => {
    if (field.type !== "radio") return true;
    const known = groups.has(field.name);
    groups.add(field.name);
    return !known;
  });
  const place = (field) => fields.findIndex((one) => one === field || (field.type === "radio" && one.name === field.name));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
      return;
    }
    if (event.target.tagName === "TEXTAREA" || event.target.type === "file") return;
    const next = fields[place(event.target) + 1];
    if (!next) return;
    event.preventDefault();
    const chosen = next.type === "radio" ? box.querySelector(`[name="${next.name}"]:checked`) : null;
    (chosen ?? next).focus();
  });
  if (!document.querySelector(".problems") && location.hash === "#next") fields[0]?.focus();
}
