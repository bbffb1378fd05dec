import { discPicture } from "./pictures.ts";
import type { Product } from "./product.ts";

/** One cutout by API key, as a program asks for it. */
export async function callApi(product: Product, key: string): Promise<Response> {
  const form = new FormData();
  const { buffer, name } = await discPicture();
  form.set("image", new File([new Uint8Array(buffer)], name));
  const answer = await fetch(`${product.url}/rmbg`, {
    method: "POST",
    headers: { "x-api-key": key },
    body: form,
  });
  await answer.arrayBuffer();
  return answer;
}
