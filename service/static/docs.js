// The interface described from /openapi.json, each call to be tried; no CDN, nothing inline.

import { button, make } from "./dom.js";

const root = document.getElementById("operations");

function resolve(spec, schema) {
  const name = schema?.$ref?.split("/").pop();
  return name ? { name, ...spec.components.schemas[name] } : (schema ?? {});
}

/** The type of a field in a word or two. */
function typeName(spec, schema) {
  const known = resolve(spec, schema);
  if (known.enum) return known.enum.join(" | ");
  if (known.const !== undefined) return String(known.const);
  if (known.name) return known.name;
  const several = known.anyOf ?? known.oneOf;
  if (several) return several.map((one) => typeName(spec, one)).join(" | ");
  if (known.type === "array") return `[${typeName(spec, known.items)}]`;
  return known.type ?? "";
}

function fieldTable(spec, rows) {
  const lines = rows.map(([name, schema, description, required]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("code", {}, name), required ? " *" : ""),
      make("td", {}, typeName(spec, schema)),
      make("td", {}, description ?? schema.description ?? ""),
    ),
  );
  return make("table", {}, make("tbody", {}, ...lines));
}

function objectTable(spec, schema) {
  const known = resolve(spec, schema);
  const required = new Set(known.required ?? []);
  const rows = Object.entries(known.properties ?? {}).map(([name, field]) => [
    name,
    field,
    field.description ?? resolve(spec, field).description,
    required.has(name),
  ]);
  return rows.length ? fieldTable(spec, rows) : null;
}

function tryout(spec, path, method, operation) {
  const parameters = (operation.parameters ?? []).filter((p) => p.in !== "header");
  const inputs = parameters.map((p) => [p, make("input", { "aria-label": p.name })]);
  const bodySchema = operation.requestBody?.content?.["application/json"]?.schema;
  const example = resolve(spec, bodySchema).examples?.[0];
  const body = bodySchema
    ? make("textarea", { "aria-label": "请求内容", value: JSON.stringify(example ?? {}, null, 1) })
    : null;
  const result = make("div", { "aria-live": "polite" });

  async function send() {
    const query = new URLSearchParams();
    let url = path;
    for (const [parameter, input] of inputs) {
      if (parameter.in === "path") {
        url = url.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      } else if (input.value) query.set(parameter.name, input.value);
    }
    const target = query.size ? `${url}?${query}` : url;
    const options = { method: method.toUpperCase() };
    if (body) Object.assign(options, { body: body.value, headers: { "Content-Type": "application/json" } });
    result.replaceChildren(make("p", { className: "quiet" }, "正在请求……"));
    try {
      const reply = await fetch(target, options);
      const heading = make("h3", {}, `${reply.status} ${reply.headers.get("content-type") ?? ""}`);
      if (reply.headers.get("content-type")?.startsWith("image/")) {
        result.replaceChildren(heading, make("img", { src: target, alt: "返回的图片" }));
        return;
      }
      const text = await reply.text();
      let shown = text;
      try {
        shown = JSON.stringify(JSON.parse(text), null, 1);
      } catch {
        // CSV and empty replies are shown as they are.
      }
      result.replaceChildren(heading, make("pre", { tabIndex: 0 }, shown.slice(0, 50_000)));
    } catch {
      result.replaceChildren(make("p", { className: "failure" }, "连接不上服务。"));
    }
  }

  const rows = inputs.map(([p, input]) =>
    make("tr", {}, make("th", { scope: "row" }, make("code", {}, p.name)), make("td", {}, input)),
  );
  return make(
    "div",
    {},
    make("h3", {}, "试用"),
    rows.length ? make("table", {}, make("tbody", {}, ...rows)) : null,
    body,
    make("p", {}, button("发送", "choice", send)),
    result,
  );
}

function operationBlock(spec, path, method, operation) {
  const inside = make("div", { className: "inside" }, make("p", {}, operation.description ?? ""));
  const parameters = (operation.parameters ?? []).map((p) => [
    `${p.name}`,
    p.schema,
    p.description,
    p.required,
  ]);
  if (parameters.length) inside.append(make("h3", {}, "参数"), fieldTable(spec, parameters));
  const sent = operation.requestBody?.content?.["application/json"]?.schema;
  if (sent) inside.append(make("h3", {}, "请求字段"), objectTable(spec, sent) ?? "");
  for (const [status, reply] of Object.entries(operation.responses)) {
    const kinds = Object.keys(reply.content ?? {}).join(", ");
    inside.append(make("h3", {}, `${status} ${reply.description ?? ""} ${kinds}`));
    const schema = reply.content?.["application/json"]?.schema;
    if (schema) inside.append(objectTable(spec, schema) ?? "");
  }
  inside.append(tryout(spec, path, method, operation));
  return make(
    "details",
    { className: "operation" },
    make(
      "summary",
      {},
      make("span", { className: "method" }, method.toUpperCase()),
      make("code", {}, path),
      make("span", { className: "quiet" }, operation.summary ?? ""),
    ),
    inside,
  );
}

async function show() {
  const spec = await (await fetch("/openapi.json")).json();
  const groups = new Map();
  for (const [path, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags?.[0] ?? "";
      if (!groups.has(tag)) groups.set(tag, [make("h2", {}, tag)]);
      groups.get(tag).push(operationBlock(spec, path, method, operation));
    }
  }
  root.replaceChildren(...[...groups.values()].flat());
}

show().catch(() => root.replaceChildren(make("p", { className: "failure" }, "接口说明读取失败。")));
