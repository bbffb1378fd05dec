import { readFile } from "node:fs/promises";
import { rembg } from "@alphacut/sdk";

const { base64Image } = await rembg({
  apiKey: "YOUR_API_KEY",
  inputImage: { base64: await readFile("photo.jpg", "base64") },
  baseUrl: "http://127.0.0.1:8080",
  options: { returnBase64: true },
});

console.log(base64Image.slice(0, 40));
