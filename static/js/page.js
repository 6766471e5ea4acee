// Loads what this page uses. Every page works without it.
const parts = {
  "[data-limit]": "./counter.js",
  ".problems[autofocus]": "./problems.js",
  "[data-total]": "./parts.js",
  "form[data-guard]": "./unsaved.js",
  "form[data-keep], [data-sent]": "./questionnaires.js",
  "[data-redline]": "./drafts.js",
};

for (const [selector, module] of Object.entries(parts))
  if (document.querySelector(selector)) import(module);
