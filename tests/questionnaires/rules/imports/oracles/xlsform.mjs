// Says what the evaluator of Enketo makes of expressions: a list of {expression, answers: [...]} in, a list of lists out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM();
for (const name of ["Attr", "Element", "Node", "XPathEvaluator", "XPathResult"]) globalThis[name] = window[name];
globalThis.window = window;
const openrosa = new (require("openrosa-xpath-evaluator"))();
const cases = JSON.parse(readFileSync(0, "utf-8"));

function holds(expression, values) {
  const form = new window.DOMParser().parseFromString("<data></data>", "text/xml");
  for (const [name, value] of Object.entries(values)) {
    const node = form.createElement(name);
    node.textContent = value;
    form.documentElement.appendChild(node);
  }
  const path = expression.replace(/\$\{(\w+)\}/g, "/data/$1");
  return openrosa.evaluate(path, form, null, window.XPathResult.BOOLEAN_TYPE).booleanValue;
}

const said = cases.map(({ expression, answers }) => answers.map((values) => holds(expression, values)));
process.stdout.write(JSON.stringify(said));
