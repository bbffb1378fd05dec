import { removeBackgroundFromImageFile } from "@alphacut/sdk/remove-bg";

const { base64img, creditsCharged, resultWidth } = await removeBackgroundFromImageFile({
  path: "photo.jpg",
  apiKey: "YOUR_API_KEY",
  baseUrl: "http://127.0.0.1:8080",
  size: "auto",
  outputFile: "cutout.png",
});

console.log(`${resultWidth} px wide, ${base64img.length} characters of base64, ${creditsCharged} credit`);
