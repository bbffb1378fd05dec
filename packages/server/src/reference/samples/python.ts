import { indent } from "./indent.ts";
import type { SampleRequest } from "./sample-request.ts";

/** With the library `requests`. */
export function pythonSample({ method, url, headers, body, saveAs }: SampleRequest): string {
  const options = [
    ...(Object.keys(headers).length > 0 ? [`headers=${literal(headers)}`] : []),
    ...bodyOptions(body),
    "timeout=60",
  ];
  return [
    "import requests",
    "",
    `answer = requests.${method.toLowerCase()}(`,
    ...[JSON.stringify(url), ...options].map((option) => `    ${indent(option, 1, "    ")},`),
    ")",
    "answer.raise_for_status()",
    saveAs ? `with open("${saveAs}", "wb") as file:\n    file.write(answer.content)` : "print(answer.text)",
  ].join("\n");
}

function bodyOptions(body: SampleRequest["body"]): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") return [`json=${literal(body.value)}`];
  const files = Object.entries(body.files).map(([name, file]) => `"${name}": open("${file}", "rb")`);
  const hasFields = Object.keys(body.fields).length > 0;
  return [`files={${files.join(", ")}}`, ...(hasFields ? [`data=${literal(body.fields)}`] : [])];
}

/** JSON, but for three words. */
function literal(value: unknown): string {
  if (value === true) return "True";
  if (value === false) return "False";
  if (value === null) return "None";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${literal(one)}`);
  return `{${entries.join(", ")}}`;
}
