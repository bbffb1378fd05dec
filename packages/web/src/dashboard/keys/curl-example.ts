/** A call of the API that works as soon as there is a `photo.jpg`, in one line for every shell. */
export function curlExample(origin: string, key: string): string {
  return `curl -f -X POST "${origin}/rmbg" -H "x-api-key: ${key}" -F "image=@photo.jpg" -F "format=png" -o cutout.png`;
}
