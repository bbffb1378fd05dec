/** Languages that a call of the API is shown in. */
export const SAMPLE_LANGUAGES = ["curl", "JavaScript", "Python"] as const;
export type SampleLanguage = (typeof SAMPLE_LANGUAGES)[number];

/**
 * A call of the API that works as soon as there is a `photo.jpg`: in every POSIX shell, in Node 18 and later as a module, in
 * Python 3 with `requests`.
 *
 * @param origin of the server, without a last slash
 */
export function callSample(language: SampleLanguage, origin: string, key: string): string {
  return SAMPLES[language](`${origin}/rmbg`, key);
}

const SAMPLES: Record<SampleLanguage, (address: string, key: string) => string> = {
  curl: (address, key) =>
    [
      `curl -f "${address}"`,
      `-H "x-api-key: ${key}"`,
      '-F "image=@photo.jpg" -F "format=png"',
      "-o cutout.png",
    ].join(" \\\n  "),

  JavaScript: (address, key) => `import { readFile, writeFile } from "node:fs/promises";

const form = new FormData();
form.append("image", new Blob([await readFile("photo.jpg")]), "photo.jpg");
form.append("format", "png");
const answer = await fetch("${address}", {
  method: "POST",
  headers: { "x-api-key": "${key}" },
  body: form,
});
if (!answer.ok) throw new Error(await answer.text());
await writeFile("cutout.png", Buffer.from(await answer.arrayBuffer()));`,

  Python: (address, key) => `import requests

with open("photo.jpg", "rb") as photo:
    answer = requests.post(
        "${address}",
        headers={"x-api-key": "${key}"},
        files={"image": photo},
        data={"format": "png"},
        timeout=300,
    )
answer.raise_for_status()
with open("cutout.png", "wb") as cutout:
    cutout.write(answer.content)`,
};
