// The demo page: reports held, the conversation, and the place behind each citation.

import { answerBubble } from "./answer.js";
import { ask, readReports, ServiceError } from "./client.js";
import { button, make } from "./dom.js";
import { closeEvidence, openEvidence } from "./evidence.js";

const SLOW_AFTER_MS = 4_000;
const EXAMPLES = ["公务接待费多少批次？", "三公经费一共花了多少？", "这个部门是干什么的？"];
const KINDS = {
  department_final_accounts: "部门决算",
  unit_final_accounts: "单位决算",
  department_budget: "部门预算",
  unit_budget: "单位预算",
};

const turns = document.getElementById("turns");
const form = document.getElementById("ask-form");
const question = document.getElementById("question");
const send = document.getElementById("send");
const scope = document.getElementById("scope");
const reports = document.getElementById("reports");
const showReports = document.getElementById("show-reports");
let conversationId = null;
let pending = null;

function add(...bubbles) {
  turns.append(...bubbles);
  turns.scrollTop = turns.scrollHeight;
}

function welcome() {
  const examples = EXAMPLES.map((text) => button(text, "choice", () => askAbout(text)));
  add(
    make(
      "article",
      { className: "bubble from-service" },
      make("p", {}, "您好！可以问收录报告里的收支、三公经费、采购、绩效和部门职责。"),
      make("p", { className: "quiet" }, "答复中的每个数字后面都有出处编号，点开可以看到报告原页。"),
      make("div", { className: "choices", role: "group", "aria-label": "示例问题" }, ...examples),
    ),
  );
}

function restart() {
  closeEvidence();
  conversationId = null;
  pending = null;
  turns.replaceChildren();
  welcome();
  setBusy(false);
  question.focus();
}

function setBusy(busy) {
  send.disabled = busy;
  turns.setAttribute("aria-busy", String(busy));
}

function waitingBubble() {
  const text = make("span", {}, "正在查阅报告");
  const dots = make("span", { className: "dots", "aria-hidden": "true" }, "…");
  const bubble = make("article", { className: "bubble from-service waiting" }, text, dots);
  const timer = setTimeout(() => {
    text.textContent = "正在检索原文，第一次检索需要准备索引，请稍候";
  }, SLOW_AFTER_MS);
  return { bubble, stop: () => clearTimeout(timer) };
}

function failureBubble(message, text) {
  const again = button("重试", "choice", () => {
    bubble.remove();
    answer(text);
  });
  const bubble = make(
    "article",
    { className: "bubble from-service failed", role: "alert" },
    make("p", {}, message),
    make("div", { className: "choices" }, again),
  );
  return bubble;
}

async function answer(text) {
  const mine = Symbol(text);
  pending = mine;
  const { bubble, stop } = waitingBubble();
  add(bubble);
  setBusy(true);
  let shown;
  try {
    const answered = await ask(text, conversationId, scope.value);
    if (pending !== mine) return;
    conversationId = answered.conversation_id;
    shown = answerBubble(answered, openEvidence, askAbout);
  } catch (error) {
    if (pending !== mine) return;
    const message = error instanceof ServiceError ? error.message : "页面出错了，请刷新后再试。";
    if (!(error instanceof ServiceError)) console.error(error);
    shown = failureBubble(message, text);
  } finally {
    stop();
  }
  pending = null;
  bubble.replaceWith(shown);
  setBusy(false);
  // From the question on, so that a long answer is read from its beginning.
  const asked = shown.previousElementSibling ?? shown;
  turns.scrollTop = asked.offsetTop - turns.offsetTop - 12;
}

function askAbout(text) {
  if (pending !== null) return;
  add(make("article", { className: "bubble from-reader" }, text));
  answer(text);
}

function grow() {
  question.style.height = "auto";
  question.style.height = `${Math.min(question.scrollHeight + 2, 160)}px`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (!text || pending !== null) return;
  question.value = "";
  grow();
  askAbout(text);
  question.focus();
});

question.addEventListener("input", grow);
question.addEventListener("keydown", (event) => {
  // While an input method composes, Enter picks a word (229 is what older browsers say then).
  if (event.isComposing || event.keyCode === 229) return;
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  form.requestSubmit();
});

document.getElementById("restart").addEventListener("click", restart);
showReports.addEventListener("click", () => toggleReports(!reports.classList.contains("shown")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (reports.classList.contains("shown")) toggleReports(false);
  else closeEvidence();
});

function toggleReports(shown) {
  reports.classList.toggle("shown", shown);
  showReports.setAttribute("aria-expanded", String(shown));
}

function reportItem(report) {
  const pages = report.pages === null ? "" : `${report.pages} 页，`;
  const lines = [
    make("span", { className: "report-year" }, `${report.year} 年 ${KINDS[report.kind]}`),
    make("span", { className: "quiet" }, `${pages}${report.facts} 个数字`),
  ];
  if (report.discrepancies) {
    lines.push(make("span", { className: "warn" }, `${report.discrepancies} 处前后不一致`));
  }
  return make("li", { title: report.title }, ...lines);
}

async function listReports() {
  const list = document.getElementById("report-list");
  let held;
  try {
    held = await readReports();
  } catch (error) {
    const again = button("重新读取", "choice", listReports);
    list.replaceChildren(make("p", { className: "failure" }, error.message), again);
    return;
  }
  const byDepartment = new Map();
  for (const report of held) {
    if (!byDepartment.has(report.department)) byDepartment.set(report.department, []);
    byDepartment.get(report.department).push(report);
  }
  const groups = [...byDepartment].map(([department, items]) =>
    make("section", {}, make("h3", {}, department), make("ul", {}, ...items.map(reportItem))),
  );
  const none = make("p", { className: "quiet" }, "还没有收录报告。");
  list.replaceChildren(...(groups.length ? groups : [none]));
  const options = [...byDepartment.keys()].map((name) => make("option", { value: name }, name));
  scope.replaceChildren(scope.options[0], ...options);
}

welcome();
listReports();
