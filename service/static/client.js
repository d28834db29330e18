// Calls to the service. Every failure becomes a ServiceError whose message a reader understands.

const ASK_WITHIN_MS = 180_000;
const READ_WITHIN_MS = 30_000;

const WORDING = {
  400: "请求的格式不对，请刷新页面后重试。",
  404: "没有找到所要的内容，报告可能已被更换。",
  413: "问题太长了，请缩短后再问。",
  422: "这个问题无法受理，请检查后再问（最多 2000 字）。",
  429: "提问太频繁，请稍等片刻再试。",
  500: "服务出错了，错误已记录。请换个问法或稍后再试。",
  503: "服务还没有准备好，请稍后再试。",
};
const OFFLINE = "连接不上服务。请检查网络，或稍后再试。";
const TOO_SLOW = "服务太久没有回应，请稍后再试。";

export class ServiceError extends Error {}

async function call(path, options, withinMs) {
  let reply;
  try {
    reply = await fetch(path, { ...options, signal: AbortSignal.timeout(withinMs) });
  } catch (error) {
    throw new ServiceError(error.name === "TimeoutError" ? TOO_SLOW : OFFLINE);
  }
  if (!reply.ok) throw new ServiceError(WORDING[reply.status] ?? `服务返回了状态 ${reply.status}。`);
  try {
    return await reply.json();
  } catch {
    throw new ServiceError(OFFLINE);
  }
}

export function ask(question, conversationId, department) {
  const body = { question, conversation_id: conversationId };
  if (department) body.scope = { departments: [department] };
  const headers = { "Content-Type": "application/json" };
  const options = { method: "POST", headers, body: JSON.stringify(body) };
  return call("/v1/ask", options, ASK_WITHIN_MS);
}

export async function readReports() {
  return (await call("/v1/reports", {}, READ_WITHIN_MS)).items;
}

export function readJson(path) {
  return call(path, {}, READ_WITHIN_MS);
}
