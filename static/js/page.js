// Loads what this page uses. Every page works without it.
const parts = {
  "[data-autosave]": "./autosave.js",
  "[data-code]": "./code.js",
  "[data-kiosk]": "./kiosk.js",
  "[data-limit]": "./counter.js",
  ".problems[autofocus]": "./problems.js",
  "[data-collect], [data-collected]": "./collecting.js",
  "[data-keys]": "./keys.js",
  "form[data-sheet]": "./sheet.js",
  "[data-total]": "./parts.js",
  "form[data-guard]": "./unsaved.js",
  "form[data-keep], [data-sent]": "./questionnaires.js",
  "[data-redline]": "./drafts.js",
};

for (const [selector, module] of Object.entries(parts))
  if (document.querySelector(selector)) import(module);
