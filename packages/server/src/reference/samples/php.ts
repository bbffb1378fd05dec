import type { SampleRequest } from "./sample-request.ts";

/** With PHP's own curl extension. */
export function phpSample({ method, url, headers, body, saveAs }: SampleRequest): string {
  const names = Object.entries({
    ...headers,
    ...(body.kind === "json" ? { "Content-Type": "application/json" } : {}),
  }).map(([name, value]) => quote(`${name}: ${value}`));
  const options = [
    ...(method === "GET" || (method === "POST" && body.kind !== "none")
      ? []
      : [`CURLOPT_CUSTOMREQUEST => ${quote(method)}`]),
    "CURLOPT_RETURNTRANSFER => true",
    ...(names.length > 0 ? [`CURLOPT_HTTPHEADER => [${names.join(", ")}]`] : []),
    ...bodyOptions(body),
  ];
  return [
    "<?php",
    `$request = curl_init(${quote(url)});`,
    "curl_setopt_array($request, [",
    ...options.map((option) => `    ${option},`),
    "]);",
    "$answer = curl_exec($request);",
    "if (curl_getinfo($request, CURLINFO_RESPONSE_CODE) >= 400) exit($answer);",
    saveAs ? `file_put_contents(${quote(saveAs)}, $answer);` : "echo $answer;",
  ].join("\n");
}

function bodyOptions(body: SampleRequest["body"]): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") return [`CURLOPT_POSTFIELDS => ${quote(JSON.stringify(body.value))}`];
  const fields = [
    ...Object.entries(body.files).map(([name, file]) => `${quote(name)} => new CURLFile(${quote(file)})`),
    ...Object.entries(body.fields).map(([name, value]) => `${quote(name)} => ${quote(value)}`),
  ];
  return [`CURLOPT_POSTFIELDS => [${fields.join(", ")}]`];
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
