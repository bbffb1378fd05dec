import { rembg } from "@alphacut/sdk";

const { outputImagePath, cleanup } = await rembg({
  apiKey: "YOUR_API_KEY",
  inputImage: "./photo.jpg",
  baseUrl: "http://127.0.0.1:8080",
  options: { format: "png", w: 800, bg_color: "#ffffff" },
});

console.log("The cutout is in", outputImagePath);
await cleanup();
