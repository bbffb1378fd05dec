import type { SampleRequest } from "./sample-request.ts";

export function curlSample({ method, url, headers, body, saveAs }: SampleRequest): string {
  const isDefault = method === (body.kind === "none" ? "GET" : "POST");
  const options = [
    ...(isDefault ? [] : [`-X ${method}`]),
    ...Object.entries(headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...bodyOptions(body),
    ...(saveAs ? [`-o ${saveAs}`] : []),
  ];
  return `curl ${[quote(url), ...options].join(" \\\n  ")}`;
}

function bodyOptions(body: SampleRequest["body"]): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") {
    return [`-H "Content-Type: application/json"`, `-d ${quote(JSON.stringify(body.value))}`];
  }
  return [
    ...Object.entries(body.files).map(([name, file]) => `-F ${name}=@${file}`),
    ...Object.entries(body.fields).map(
      ([name, value]) => `${formOption(value)} ${quote(`${name}=${value}`)}`,
    ),
  ];
}

/** `-F` reads `(`, `@` and `<` at the start of a value, and `;` in it, as orders to itself. */
function formOption(value: string): string {
  return /^[(@<]|;/.test(value) ? "--form-string" : "-F";
}

/** For POSIX shells; nothing is expanded inside. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
