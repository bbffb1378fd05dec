import { indent } from "./indent.ts";
import type { SampleRequest } from "./sample-request.ts";

/** For Node.js, and with a file from an input element for browsers. */
export function javascriptSample({ method, url, headers, body, saveAs }: SampleRequest): string {
  const options = [
    ...(method === "GET" ? [] : [`method: ${JSON.stringify(method)}`]),
    ...headerOption(headers, body),
    ...(body.kind === "form" ? ["body: form"] : []),
    ...(body.kind === "json"
      ? [`body: JSON.stringify(${indent(JSON.stringify(body.value, null, 2), 1)})`]
      : []),
  ];
  const request = options.length > 0 ? `, {\n${options.map((line) => `  ${line},`).join("\n")}\n}` : "";
  return [
    ...imports(body, saveAs),
    ...formLines(body),
    `const answer = await fetch(${JSON.stringify(url)}${request});`,
    "if (!answer.ok) throw new Error(await answer.text());",
    saveAs
      ? `await writeFile(${JSON.stringify(saveAs)}, Buffer.from(await answer.arrayBuffer()));`
      : "console.log(await answer.text());",
  ].join("\n");
}

function imports(body: SampleRequest["body"], saveAs: string | undefined): string[] {
  const lines = [
    ...(body.kind === "form" ? [`import { openAsBlob } from "node:fs";`] : []),
    ...(saveAs ? [`import { writeFile } from "node:fs/promises";`] : []),
  ];
  return lines.length > 0 ? [...lines, ""] : [];
}

function headerOption(headers: SampleRequest["headers"], body: SampleRequest["body"]): string[] {
  const all = { ...headers, ...(body.kind === "json" ? { "Content-Type": "application/json" } : {}) };
  const lines = Object.entries(all).map(
    ([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  return lines.length > 0 ? [`headers: { ${lines.join(", ")} }`] : [];
}

function formLines(body: SampleRequest["body"]): string[] {
  if (body.kind !== "form") return [];
  return [
    "const form = new FormData();",
    ...Object.entries(body.files).map(
      ([name, file]) => `form.set(${JSON.stringify(name)}, await openAsBlob("${file}"), "${file}");`,
    ),
    ...Object.entries(body.fields).map(
      ([name, value]) => `form.set(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    ),
    "",
  ];
}
