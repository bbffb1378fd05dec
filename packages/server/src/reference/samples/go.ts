import type { SampleRequest } from "./sample-request.ts";

/** With the standard library only. */
export function goSample({ method, url, headers, body, saveAs }: SampleRequest): string {
  const { lines, reader, type, imports } = bodyOf(body);
  const all = new Set([
    ...imports,
    "io",
    "log",
    "net/http",
    ...(saveAs || body.kind === "form" ? ["os"] : ["fmt"]),
  ]);
  return [
    "package main",
    "",
    "import (",
    ...[...all].sort().map((name) => `\t"${name}"`),
    ")",
    "",
    "func main() {",
    ...[
      ...lines,
      `request, err := http.NewRequest("${method}", ${JSON.stringify(url)}, ${reader})`,
      ...stopOnError,
      ...(type ? [`request.Header.Set("Content-Type", ${type})`] : []),
      ...Object.entries(headers).map(
        ([name, value]) => `request.Header.Set("${name}", ${JSON.stringify(value)})`,
      ),
      "answer, err := http.DefaultClient.Do(request)",
      ...stopOnError,
      "defer answer.Body.Close()",
      "content, err := io.ReadAll(answer.Body)",
      ...stopOnError,
      "if answer.StatusCode >= 400 {",
      "\tlog.Fatal(string(content))",
      "}",
      ...(saveAs ? saveLines(saveAs) : ["fmt.Println(string(content))"]),
    ].map((line) => `\t${line}`),
    "}",
  ].join("\n");
}

const stopOnError = ["if err != nil {", "\tlog.Fatal(err)", "}"];

function saveLines(file: string): string[] {
  return [`if err := os.WriteFile("${file}", content, 0o644); err != nil {`, "\tlog.Fatal(err)", "}"];
}

function bodyOf(body: SampleRequest["body"]) {
  if (body.kind === "none") return { lines: [], reader: "nil", type: undefined, imports: [] };
  if (body.kind === "json") {
    const lines = [`body := strings.NewReader(\`${JSON.stringify(body.value)}\`)`];
    return { lines, reader: "body", type: '"application/json"', imports: ["strings"] };
  }
  const lines = [
    "var body bytes.Buffer",
    "form := multipart.NewWriter(&body)",
    ...Object.entries(body.files).flatMap(([name, file]) => [
      `photo, err := os.ReadFile("${file}")`,
      ...stopOnError,
      `part, err := form.CreateFormFile("${name}", "${file}")`,
      ...stopOnError,
      "part.Write(photo)",
    ]),
    ...Object.entries(body.fields).map(
      ([name, value]) => `form.WriteField("${name}", ${JSON.stringify(value)})`,
    ),
    "form.Close()",
  ];
  return { lines, reader: "&body", type: "form.FormDataContentType()", imports: ["bytes", "mime/multipart"] };
}
