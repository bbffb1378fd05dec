import { rembg } from "@alphacut/sdk";

function bar(name) {
  return ({ progress = 0, estimated }) => {
    const done = Math.round(progress * 20);
    const left = estimated === undefined ? "" : ` ${estimated.toFixed(1)} s`;
    process.stderr.write(`\r${name} [${"#".repeat(done)}${".".repeat(20 - done)}]${left} `);
    if (progress === 1) process.stderr.write("\n");
  };
}

await rembg({
  apiKey: "YOUR_API_KEY",
  inputImage: "./photo.jpg",
  baseUrl: "http://127.0.0.1:8080",
  onUploadProgress: bar("upload  "),
  onDownloadProgress: bar("download"),
});
