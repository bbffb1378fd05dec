// import { removeBackground } from "@imgly/background-removal";
import { removeBackground } from "@alphacut/browser";

export async function cutOutHere(file, picture, progressBar) {
  const blob = await removeBackground(file, {
    progress: (key, current, total) => {
      if (key.startsWith("fetch:")) progressBar.value = current / total;
    },
  });
  picture.src = URL.createObjectURL(blob);
}
