import { createClient } from "@alphacut/sdk/browser";

const client = createClient({ baseUrl: "http://127.0.0.1:8080" });

export async function showCutout(file, picture, progressBar) {
  const { blob } = await client.removeBackground(file, {
    onUploadProgress: ({ progress = 0 }) => {
      progressBar.value = progress;
    },
  });
  picture.src = URL.createObjectURL(blob);
}
