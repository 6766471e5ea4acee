// Reads a form and judges conditions as the server does (rules/answering.py, rules/computing.py): a test compares both.
// It neither loops over what people wrote nor runs any of it.
const FINEST = 1e6;
const LARGEST = 1e12;
const MICRO = 6;
const WRITTEN = /^[+\u2212-]?[0-9]{1,12}(?:[.,][0-9]{1,6})?$/;
const ORDER = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};
const isNumber = (value) => typeof value === "number";
const isText = (value) => typeof value === "string";
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isThere = (value) => value !== undefined && value !== null;

// Days are counted from the first of January of the year 1, as Python counts them.
const DAY = 86_400_000;
const EPOCH = 719_163;

function dayNumber(year, month, day) {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, day);
  const exists = moment.getUTCFullYear() === year && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
  return exists ? Math.round(moment.getTime() / DAY) + EPOCH : null;
}

function made(sort, parts) {
  if (sort === "time") {
    const [hour, minute] = parts;
    return hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : null;
  }
  const [year, month = 1, day = 1] = parts;
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || dayNumber(year, month, day) === null) return null;
  if (sort === "year") return year;
  return sort === "month" ? `${year}-${pad(month)}` : `${year}-${pad(month)}-${pad(day)}`;
}

const pad = (number) => String(number).padStart(2, "0");

function asNumber(answer) {
  if (isNumber(answer)) return answer;
  if (!isText(answer)) return null;
  const day = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(answer);
  if (day) return Number(day[1]) < 1000 ? null : dayNumber(Number(day[1]), Number(day[2]), Number(day[3]));
  const month = /^([0-9]{4})-([0-9]{2})$/.exec(answer);
  if (month) {
    const [year, place] = [Number(month[1]), Number(month[2])];
    return year >= 1000 && place >= 1 && place <= 12 ? year * 12 + place - 1 : null;
  }
  const time = /^([0-9]{2}):([0-9]{2})$/.exec(answer);
  if (time) return Number(time[1]) < 24 && Number(time[2]) < 60 ? Number(time[1]) * 60 + Number(time[2]) : null;
  return /^-?[0-9]{1,12}$/.test(answer) ? Number(answer) : null;
}

function partOf(answer, row) {
  for (const key of row ? row.split(".") : []) answer = isObject(answer) ? answer[key] : undefined;
  return answer;
}

function meets(answer, op, value) {
  if (op === "answered") return isThere(answer) === value;
  if (op === "includes") return Array.isArray(answer) && answer.includes(value);
  if (op in ORDER) {
    return ((isNumber(answer) && isNumber(value)) || (isText(answer) && isText(value))) && ORDER[op](answer, value);
  }
  return (answer === value) === (op === "=");
}

function compares(left, op, right) {
  if (op === "answered") return isThere(left) === right;
  if (!isThere(left) || !isThere(right)) return op === "!=";
  return op in ORDER ? ORDER[op](left, right) : (left === right) === (op === "=");
}

export function holds(condition, answers, today = null) {
  if ("all" in condition) return condition.all.every((part) => holds(part, answers, today));
  if ("any" in condition) return condition.any.some((part) => holds(part, answers, today));
  if ("not" in condition) return !holds(condition.not, answers, today);
  if ("compute" in condition) {
    const right = condition.op === "answered" ? condition.value : computed(condition.value, answers, today);
    return compares(computed(condition.compute, answers, today), condition.op, right);
  }
  const answer = partOf(answers[condition.question], condition.row);
  if (!("other" in condition)) return meets(answer, condition.op, condition.value);
  const other = answers[condition.other];
  return isThere(answer) && isThere(other) ? meets(answer, condition.op, other) : condition.op === "!=";
}

export function settled(value) {
  if (!isThere(value) || !Number.isFinite(value) || Math.abs(value) > LARGEST) return null;
  return Math.floor(value * FINEST + 0.5) / FINEST;
}

export function computed(term, answers, today = null) {
  return settled(valueOf(term, answers, today));
}

function valueOf(term, answers, today) {
  if (isNumber(term)) return term;
  if (isText(term)) return term === "today" ? (today === null ? null : asNumber(today)) : asNumber(term);
  if ("question" in term) return given(term, answers);
  if ("if" in term) return valueOf(holds(term.if, answers, today) ? term.then : term.else, answers, today);
  const [op, parts] = Object.entries(term)[0];
  return OPERATIONS[op](parts.map((part) => valueOf(part, answers, today)));
}

function given(term, answers) {
  const answer = partOf(answers[term.question], term.row);
  if (term.what === "count") {
    if (Array.isArray(answer)) return answer.length;
    return isObject(answer) ? Object.keys(answer).length : Number(isThere(answer));
  }
  if (term.what === "length") return isText(answer) ? [...answer].length : 0;
  return asNumber(answer);
}

const known = (use) => (parts) => {
  const there = parts.filter(isThere);
  return there.length ? use(there) : null;
};
const all = (use) => (parts) => (parts.every(isThere) ? use(...parts) : null);
const sum = (parts) => parts.reduce((whole, part) => whole + part, 0);
const exact = (use) => (part) => (settled(part) === null ? null : use(settled(part)));

function months(first, second) {
  if ([first, second].some((part) => part < 1 || part > 3_652_059)) return null;
  const [start, end] = [Math.trunc(first), Math.trunc(second)].sort((a, b) => a - b);
  const [one, other] = [start, end].map((number) => new Date((number - EPOCH) * DAY));
  const whole =
    (other.getUTCFullYear() - one.getUTCFullYear()) * 12 +
    (other.getUTCMonth() - one.getUTCMonth()) -
    (other.getUTCDate() < one.getUTCDate() ? 1 : 0);
  return first <= second ? whole : -whole;
}

const OPERATIONS = {
  sum: known(sum),
  mean: known((parts) => sum(parts) / parts.length),
  least: known((parts) => Math.min(...parts)),
  most: known((parts) => Math.max(...parts)),
  first: known((parts) => parts[0]),
  product: all((...parts) => parts.reduce((whole, part) => whole * part, 1)),
  plus: all((a, b) => a + b),
  minus: all((a, b) => a - b),
  divide: all((a, b) => (b ? a / b : null)),
  rest: all((a, b) => (b && Number.isFinite(a) && Number.isFinite(b) ? a % b : null)),
  whole: all(exact(Math.trunc)),
  round: all(exact((part) => Math.floor(part + 0.5))),
  months: all(months),
  years: all((a, b) => {
    const found = months(a, b);
    return found === null ? null : Math.trunc(found / 12);
  }),
};

// What was typed, by the names of the fields: each a list of values.

const firstOf = (typed, name) => (typed[name] ?? [])[0] ?? "";
const cleaned = (text) => text.normalize("NFC").trim();

function chosenIn(question, typed) {
  const name = `a.${question.key}`;
  const values = (typed[name] ?? []).filter(Boolean);
  const chosen = question.options.filter((key) => values.includes(key));
  if (values.some((value) => !chosen.includes(value))) return null;
  if (values.length) return chosen;
  return question.others.filter((key) => cleaned(firstOf(typed, `${name}.${key}`)));
}

function step(question, name, typed) {
  const values = (typed[name] ?? []).filter(Boolean);
  return values.length === 1 ? (question.steps.find((one) => String(one) === values[0]) ?? null) : null;
}

function micro(text) {
  const found = /^([+-]?)(\d+)(?:\.(\d{1,6})\d*)?$/.exec(text);
  if (!found) return null;
  const whole = BigInt(found[2] + (found[3] ?? "").padEnd(MICRO, "0"));
  return found[1] === "-" ? -whole : whole;
}

function number(question, typed) {
  let written = cleaned(firstOf(typed, `a.${question.key}`)).replace(/\s+/g, "");
  for (const unit of question.units) {
    const end = unit.replace(/\s+/g, "").toLowerCase();
    if (end && written.toLowerCase().endsWith(end)) {
      written = written.slice(0, -end.length);
      break;
    }
  }
  if (!WRITTEN.test(written)) return null;
  const plain = written.replace(",", ".").replace("\u2212", "-");
  const worth = micro(plain);
  const limit = (one) => micro(String(one));
  if (isThere(question.min) && worth < limit(question.min)) return null;
  if (isThere(question.max) && worth > limit(question.max)) return null;
  if (isThere(question.decimals) && worth % 10n ** BigInt(MICRO - question.decimals) !== 0n) return null;
  if (isThere(question.step) && (worth - limit(question.min ?? 0)) % limit(question.step) !== 0n) return null;
  return Number(plain) + 0;
}

function date(question, typed) {
  const parts = question.parts.map((part) => [part, cleaned(firstOf(typed, `a.${question.key}.${part}`)).replace(/\.+$/, "")]);
  const digits = (part, words) => (part === "year" ? /^[0-9]{4}$/ : /^[0-9]{1,2}$/).test(words);
  if (!parts.every(([part, words]) => digits(part, words))) return null;
  const numbers = parts.map(([, words]) => Number(words));
  return made(question.sort, question.sort === "time" ? numbers : numbers.reverse());
}

const READERS = {
  single: (question, typed) => {
    const chosen = chosenIn(question, typed);
    return chosen?.length === 1 ? chosen[0] : null;
  },
  multiple: (question, typed) => {
    const chosen = chosenIn(question, typed);
    return chosen?.length ? chosen : null;
  },
  scale: (question, typed) => step(question, `a.${question.key}`, typed),
  matrix: (question, typed) => {
    const steps = question.rows.map((row) => [row, step(question, `a.${question.key}.${row}`, typed)]);
    const there = steps.filter(([, value]) => value !== null);
    return there.length ? Object.fromEntries(there) : null;
  },
  number,
  date,
  text: (question, typed) => cleaned(firstOf(typed, `a.${question.key}`)) || null,
  consent: (question, typed) => {
    if ((typed[`a.${question.key}`] ?? []).includes("yes")) return "yes";
    return question.required ? null : "no";
  },
  hidden: (question, typed) => {
    const mark = firstOf(typed, `a.${question.key}`);
    return (question.options.includes(mark) ? mark : question.usual) || null;
  },
};

// Gives the questions that these answers lead to, and the answers that were understood.
export function path(questions, typed, today = null) {
  const answers = {};
  const asked = [];
  for (const question of questions) {
    if (question.if && !holds(question.if, answers)) continue;
    asked.push(question.key);
    let value = null;
    if (question.value !== undefined) {
      value = computed(question.value, answers, today);
      if (value !== null && isThere(question.decimals)) {
        value = Math.floor(value * 10 ** question.decimals + 0.5) / 10 ** question.decimals;
      }
    } else if (question.kind in READERS) {
      value = READERS[question.kind](question, typed);
    }
    if (value !== null) answers[question.key] = value;
  }
  return { asked, answers };
}
