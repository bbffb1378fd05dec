import { curlSample } from "./curl.ts";
import { goSample } from "./go.ts";
import { httpSample } from "./http.ts";
import { javascriptSample } from "./javascript.ts";
import { phpSample } from "./php.ts";
import { pythonSample } from "./python.ts";
import { type DocumentedOperation, type SampleRequest, sampleRequest } from "./sample-request.ts";

export interface CodeSample {
  /** What highlights it. */
  lang: string;
  label: string;
  source: string;
}

const LANGUAGES: readonly { lang: string; label: string; write: (request: SampleRequest) => string }[] = [
  { lang: "shell", label: "curl", write: curlSample },
  { lang: "javascript", label: "JavaScript", write: javascriptSample },
  { lang: "python", label: "Python", write: pythonSample },
  { lang: "php", label: "PHP", write: phpSample },
  { lang: "go", label: "Go", write: goSample },
  { lang: "http", label: "HTTP", write: httpSample },
];

type Paths = Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;

/**
 * Adds samples (`x-codeSamples`) to every operation. The reference could make its own, but those send the name of a file
 * instead of the file.
 */
export function addCodeSamples(paths: Paths, publicUrl: string): void {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const request = sampleRequest(method, publicUrl + path, operation);
      const samples: CodeSample[] = LANGUAGES.map(({ write, ...language }) => ({
        ...language,
        source: write(request),
      }));
      Object.assign(operation, { "x-codeSamples": samples });
    }
  }
}
