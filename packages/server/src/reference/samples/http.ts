import type { SampleRequest } from "./sample-request.ts";

const BOUNDARY = "----boundary";

/** What goes over the line. */
export function httpSample({ method, url, headers, body }: SampleRequest): string {
  const { host, pathname, search } = new URL(url);
  return [
    `${method} ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...bodyLines(body),
  ].join("\n");
}

function bodyLines(body: SampleRequest["body"]): string[] {
  if (body.kind === "none") return [];
  if (body.kind === "json") return ["Content-Type: application/json", "", JSON.stringify(body.value)];
  const part = (disposition: string, content: string) => [
    `--${BOUNDARY}`,
    `Content-Disposition: form-data; ${disposition}`,
    "",
    content,
  ];
  return [
    `Content-Type: multipart/form-data; boundary=${BOUNDARY}`,
    "",
    ...Object.entries(body.files).flatMap(([name, file]) =>
      part(`name="${name}"; filename="${file}"`, `<the bytes of ${file}>`),
    ),
    ...Object.entries(body.fields).flatMap(([name, value]) => part(`name="${name}"`, value)),
    `--${BOUNDARY}--`,
  ];
}
