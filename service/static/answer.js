// An answer as a chat bubble: text with citation chips, figures, calculation, notices, choices.

import { button, make } from "./dom.js";

const OUTCOMES = {
  answered: "已答复",
  conflict: "报告前后不一致",
  clarify: "请选择",
  not_disclosed: "报告未公开",
  out_of_scope: "未收录",
  refused: "不予答复",
};
const ROUTES = { lookup: "查自报告数据", retrieval: "检索自报告原文", both: "数据与原文" };
// Several figures are also set out as a table, so that they can be compared.
const LIST_FROM = 2;

const escapeForPattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Where a value may stand in a text: whole numbers only, with or without thousands separators. */
function valuePattern(values) {
  const spellings = new Set();
  for (const { value } of values) {
    const [whole, decimals] = value.split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    for (const digits of [whole, grouped]) {
      spellings.add(decimals === undefined ? digits : `${digits}.${decimals}`);
    }
  }
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length).map(escapeForPattern);
  if (!longestFirst.length) return null;
  return new RegExp(`(?<![\\d.,])(?:${longestFirst.join("|")})(?!\\d|[.,]\\d)`, "g");
}

/** Text with the figures of the answer marked. */
function markedText(text, pattern) {
  if (pattern === null) return [text];
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(from, match.index), make("mark", {}, match[0]));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

function chip(number, citation, onCite) {
  const where = citation.page === null ? "" : `第 ${citation.page} 页`;
  const element = button(String(number), "chip", () => onCite(citation, number, element));
  element.title = [citation.report_title, where].filter(Boolean).join("，");
  element.setAttribute("aria-label", `出处 ${number}：${element.title}`);
  return element;
}

/** `[1]` in the text becomes a chip when there is such a citation. */
function answerText(answer, onCite) {
  const pattern = valuePattern([...answer.values, ...(answer.calculation?.inputs ?? [])]);
  const paragraphs = answer.answer.split("\n").filter((line) => line.trim());
  return paragraphs.map((line) => {
    const parts = line.split(/(\[\d{1,3}\])/).flatMap((part) => {
      const number = /^\[\d+\]$/.test(part) ? Number(part.slice(1, -1)) : 0;
      const citation = answer.citations[number - 1];
      return citation ? [chip(number, citation, onCite)] : markedText(part, pattern);
    });
    return make("p", {}, ...parts);
  });
}

function chips(indices, answer, onCite) {
  return indices
    .filter((index) => answer.citations[index])
    .map((index) => chip(index + 1, answer.citations[index], onCite));
}

function figureTable(answer, onCite) {
  if (answer.values.length < LIST_FROM) return null;
  const departments = new Set(answer.values.map((value) => value.department));
  const rows = answer.values.map((value) =>
    make(
      "tr",
      {},
      make(
        "th",
        { scope: "row" },
        value.label,
        make(
          "span",
          { className: "quiet" },
          ` ${departments.size > 1 ? `${value.department} ` : ""}${value.year}`,
        ),
      ),
      make("td", { className: "figure" }, value.value, make("small", {}, ` ${value.unit}`)),
      make("td", { className: "source" }, ...chips(value.citations, answer, onCite)),
    ),
  );
  const caption = make("caption", { className: "hidden" }, "答复中的数字");
  return make("table", { className: "figures" }, caption, make("tbody", {}, ...rows));
}

function calculationBox(answer, onCite) {
  const calculation = answer.calculation;
  if (!calculation) return null;
  const inputs = calculation.inputs.map((input) =>
    make(
      "li",
      {},
      `${input.label}：${input.value} ${input.unit} `,
      ...chips([input.citation], answer, onCite),
    ),
  );
  return make(
    "div",
    { className: "calculation" },
    make("p", {}, make("strong", {}, "计算 "), calculation.expression),
    make("ul", {}, ...inputs),
    calculation.rounding ? make("p", { className: "quiet" }, calculation.rounding) : null,
  );
}

/** The way to the place: section, or table, row and column. */
function describePlace(citation) {
  const parts = [citation.section, citation.table, citation.row, citation.column];
  return parts.filter((part, at) => part && part !== parts[at - 1]).join(" › ");
}

function sourceList(answer, onCite) {
  if (!answer.citations.length) return null;
  const items = answer.citations.map((citation, index) => {
    const page = citation.page === null ? "" : `，第 ${citation.page} 页`;
    const open = button("", "source-line", () => onCite(citation, index + 1, open));
    open.append(
      make("span", { className: "chip", "aria-hidden": "true" }, String(index + 1)),
      make(
        "span",
        {},
        make("span", { className: "source-title" }, `${citation.report_title}${page}`),
        make("span", { className: "quiet" }, describePlace(citation)),
      ),
    );
    return make("li", {}, open);
  });
  return make("ol", { className: "sources", "aria-label": "出处" }, ...items);
}

function choices(answer, onAsk) {
  if (!answer.suggestions.length) return null;
  const buttons = answer.suggestions.map((text) => button(text, "choice", () => onAsk(text)));
  const label = answer.outcome === "clarify" ? "请选择" : "接着问";
  return make("div", { className: "choices", role: "group", "aria-label": label }, ...buttons);
}

/** The bubble of an answer. `onCite(citation, number, opener)`, `onAsk(text)`. */
export function answerBubble(answer, onCite, onAsk) {
  const badge = OUTCOMES[answer.outcome] ?? answer.outcome;
  const route = answer.citations.length ? ROUTES[answer.route] : null;
  return make(
    "article",
    { className: `bubble from-service outcome-${answer.outcome}` },
    make(
      "p",
      { className: "status" },
      make("span", { className: "badge" }, badge),
      route ? make("span", { className: "quiet" }, route) : null,
    ),
    make("div", { className: "text" }, ...answerText(answer, onCite)),
    figureTable(answer, onCite),
    calculationBox(answer, onCite),
    ...answer.notices.map((notice) => make("p", { className: "notice" }, notice)),
    sourceList(answer, onCite),
    answer.resolved_question
      ? make("p", { className: "understood quiet" }, `理解为：${answer.resolved_question}`)
      : null,
    choices(answer, onAsk),
  );
}
