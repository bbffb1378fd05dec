/** The mirror image, left and right exchanged, of a picture with that many bytes a pixel. */
export function mirror<Picture extends { width: number; height: number; data: Uint8Array }>(
  picture: Picture,
  channels: number,
): Picture {
  const { width, height, data } = picture;
  const mirrored = new Uint8Array(data.length);
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = y * row + x * channels;
      const to = y * row + (width - 1 - x) * channels;
      for (let c = 0; c < channels; c++) mirrored[to + c] = data[from + c]!;
    }
  }
  return { ...picture, data: mirrored };
}
