// Says what SurveyJS itself makes of expressions: a list of {expression, answers: [...]} in, a list of lists out.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { ConditionRunner } = createRequire(import.meta.url)("survey-core");
const cases = JSON.parse(readFileSync(0, "utf-8"));
const said = cases.map(({ expression, answers }) => answers.map((values) => Boolean(new ConditionRunner(expression).runValues(values))));
process.stdout.write(JSON.stringify(said));
