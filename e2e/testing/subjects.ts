import sharp from "sharp";

/** A picture of something bright, which a model that sees brightness finds. */
export interface SubjectPicture {
  name: string;
  file: Buffer;
}

/** Ten pictures of every kind that decoding, resizing, cutting out and encoding meet; small, because each is made twice. */
export async function subjects(): Promise<SubjectPicture[]> {
  const scene = draw(600, 450, garden(600, 450) + flower(310, 220, 130));
  const pictures: [string, Promise<Buffer>][] = [
    ["PNG, busy background", scene.png().toBuffer()],
    [
      "JPEG",
      draw(600, 450, garden(600, 450) + flower(250, 240, 150))
        .jpeg({ quality: 90 })
        .toBuffer(),
    ],
    [
      "WebP",
      draw(500, 500, garden(500, 500) + flower(250, 250, 160))
        .webp({ quality: 90 })
        .toBuffer(),
    ],
    [
      "lying down, turned by EXIF",
      draw(600, 400, garden(600, 400) + flower(200, 180, 120))
        .jpeg({ quality: 95 })
        .withMetadata({ orientation: 6 })
        .toBuffer(),
    ],
    [
      "larger than what the model sees",
      draw(1800, 1300, garden(1800, 1300) + flower(900, 640, 420))
        .jpeg()
        .toBuffer(),
    ],
    [
      "a small subject, looked at closely",
      draw(1600, 1200, garden(1600, 1200) + flower(400, 800, 90))
        .jpeg()
        .toBuffer(),
    ],
    [
      "a plain backdrop",
      draw(600, 450, `<rect width="600" height="450" fill="#10262f"/>${flower(300, 220, 120)}`)
        .png()
        .toBuffer(),
    ],
    [
      "transparent already",
      draw(
        500,
        400,
        `<rect x="60" y="40" width="380" height="320" fill="#223"/>${flower(250, 200, 110)}`,
        true,
      )
        .png()
        .toBuffer(),
    ],
    [
      "narrow",
      draw(200, 900, garden(200, 900) + flower(100, 420, 80))
        .png()
        .toBuffer(),
    ],
    [
      "grayscale",
      draw(500, 400, garden(500, 400) + flower(260, 200, 120))
        .grayscale()
        .jpeg()
        .toBuffer(),
    ],
  ];
  return Promise.all(pictures.map(async ([name, file]) => ({ name, file: await file })));
}

function draw(width: number, height: number, content: string, transparent = false) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;
  const picture = sharp(Buffer.from(svg));
  return transparent ? picture : picture.flatten({ background: "#000" });
}

/** Dark, and nowhere plain. */
function garden(width: number, height: number): string {
  const leaves = Array.from({ length: 60 }, (_, i) => {
    const [x, y] = [((i * 137) % 101) / 101, ((i * 71) % 97) / 97];
    const color = ["#12301c", "#1b2c3a", "#2b1a22", "#0d1c14"][i % 4];
    return `<ellipse cx="${x * width}" cy="${y * height}" rx="${width / 9}" ry="${height / 14}" fill="${color}" transform="rotate(${i * 37} ${x * width} ${y * height})"/>`;
  });
  return `<rect width="${width}" height="${height}" fill="#0a1410"/>${leaves.join("")}`;
}

/** Petals with thin gaps, and a soft edge. */
function flower(x: number, y: number, radius: number): string {
  const petals = Array.from(
    { length: 9 },
    (_, i) =>
      `<ellipse cx="${x}" cy="${y - radius * 0.55}" rx="${radius * 0.2}" ry="${radius * 0.45}" fill="${i % 2 ? "#fff6ea" : "#f3f7ff"}" transform="rotate(${i * 40} ${x} ${y})"/>`,
  );
  return `${petals.join("")}<circle cx="${x}" cy="${y}" r="${radius * 0.4}" fill="#fff2b8"/>`;
}
