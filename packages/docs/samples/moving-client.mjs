import { rembg } from "@alphacut/sdk"; // was: "@remove-background-ai/rembg.js"

const { outputImagePath, cleanup } = await rembg({
  apiKey: "YOUR_API_KEY",
  inputImage: "./photo.jpg",
  baseUrl: "http://127.0.0.1:8080", // new
  options: { format: "png" },
});
console.log(outputImagePath);
await cleanup();
