// The place behind a citation: the page picture with the place marked, or the table as printed.

import { readJson, ServiceError } from "./client.js";
import { make } from "./dom.js";

const POINTS_PER_INCH = 72;
const dpi = Number(document.querySelector('meta[name="page-dpi"]').content) || 144;
const panel = document.getElementById("evidence");
const title = document.getElementById("evidence-title");
const body = document.getElementById("evidence-body");
const openLink = document.getElementById("evidence-open");
let opener = null;

/** Scroll the marked place into the middle of the panel. */
function showMark(image, bbox) {
  if (!bbox || !image.naturalWidth) return;
  const shown = (image.clientWidth / image.naturalWidth) * (dpi / POINTS_PER_INCH);
  const x = image.offsetLeft + ((bbox[0] + bbox[2]) / 2) * shown;
  const y = image.offsetTop + ((bbox[1] + bbox[3]) / 2) * shown;
  body.scrollTo(x - body.clientWidth / 2, y - body.clientHeight / 2);
}

function picture(citation) {
  const waiting = make("p", { className: "quiet", role: "status" }, "正在打开原文页面……");
  const image = make("img", {
    alt: `${citation.report_title}第 ${citation.page} 页，已标出所引之处`,
    className: "page",
  });
  image.addEventListener("load", () => {
    waiting.remove();
    image.classList.toggle("wide", image.naturalWidth > image.naturalHeight);
    showMark(image, citation.bbox);
  });
  image.addEventListener("error", () => {
    image.remove();
    waiting.textContent = "原文页面打不开，请稍后再试。";
    waiting.className = "failure";
  });
  image.src = citation.url;
  return [waiting, image];
}

/** Which cells are cited, by row label and column heading; the whole row when no heading fits. */
function isCited(table, cell, citation) {
  const row = table.rows.find((r) => r.index === cell.row && r.label === citation.row);
  if (!row) return false;
  const columns = table.columns.filter((c) => c.block === row.block);
  const named = columns.filter((c) => c.path.length && citation.column?.endsWith(c.path.at(-1)));
  return (named.length ? named : columns).some((c) => c.index === cell.column);
}

function printedTable(table, citation) {
  const lines = new Map();
  for (const cell of table.cells) {
    const tag = cell.row < table.header_rows ? "th" : "td";
    const className = isCited(table, cell, citation) ? "cited" : "";
    const spans = { rowSpan: cell.row_span, colSpan: cell.column_span };
    if (!lines.has(cell.row)) lines.set(cell.row, make("tr"));
    lines.get(cell.row).append(make(tag, { className, ...spans }, cell.text));
  }
  const unit = table.unit ? `（单位：${table.unit}）` : "";
  return make(
    "div",
    { className: "printed" },
    make("table", {}, make("caption", {}, table.title + unit), make("tbody", {}, ...lines.values())),
  );
}

async function withoutPages(citation) {
  if (!citation.url.includes("/tables/")) return;
  const waiting = make("p", { className: "quiet", role: "status" }, "正在读取表格……");
  body.append(waiting);
  try {
    const shown = printedTable(await readJson(citation.url), citation);
    if (!waiting.isConnected) return;
    waiting.replaceWith(shown);
    shown.querySelector(".cited")?.scrollIntoView({ block: "center" });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    waiting.textContent = error.message;
  }
}

export function openEvidence(citation, number, from) {
  document.querySelector(".chip.open")?.classList.remove("open");
  opener = from;
  from.classList.add("open");
  panel.hidden = false;
  document.body.classList.add("with-evidence");
  const page = citation.page === null ? "" : `，第 ${citation.page} 页`;
  title.textContent = `出处 ${number}${page}`;
  const way = [citation.section, citation.table, citation.row, citation.column].filter(Boolean);
  body.scrollTo(0, 0);
  body.replaceChildren(
    make("p", { className: "evidence-report" }, citation.report_title),
    make("p", { className: "quiet" }, way.join(" › ")),
    citation.quote ? make("blockquote", {}, citation.quote) : "",
  );
  openLink.hidden = citation.page === null;
  openLink.href = citation.url;
  if (citation.page === null) withoutPages(citation);
  else body.append(...picture(citation));
  title.focus();
}

export function closeEvidence() {
  if (panel.hidden) return;
  panel.hidden = true;
  document.body.classList.remove("with-evidence");
  body.replaceChildren();
  opener?.classList.remove("open");
  opener?.focus();
  opener = null;
}

document.getElementById("evidence-close").addEventListener("click", closeEvidence);
