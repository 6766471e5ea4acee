// The summary of what to correct takes the focus, so that it is read first; its links lead into
// the field and bring the label into view. Without this module they are plain links to the field.
const summary = document.querySelector(".problems[autofocus]");
summary.focus();

summary.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const field = link && document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  (field.closest("fieldset, .field") ?? field).scrollIntoView({ block: "start" });
  field.focus({ preventScroll: true });
});
