/** A call of the API that works in every POSIX shell as soon as there is a `photo.jpg`. */
export function curlExample(origin: string, key: string): string {
  return [
    `curl -f "${origin}/rmbg"`,
    `-H "x-api-key: ${key}"`,
    '-F "image=@photo.jpg" -F "format=png"',
    "-o cutout.png",
  ].join(" \\\n  ");
}
