import { ApiError } from "../api/api-error.ts";

export const SAMPLE_NAMES = ["person", "product", "animal", "car"] as const;

export type SampleName = (typeof SAMPLE_NAMES)[number];

/** A picture for those who only want to see what happens. Where each comes from is said on the page (`front.credits`). */
export interface Sample {
  photo: string;
  /** What this product makes of it. */
  cutout: string;
  /** Pixels. */
  width: number;
  height: number;
}

export const SAMPLES: Readonly<Record<SampleName, Sample>> = {
  person: {
    photo: new URL("./samples/person.webp", import.meta.url).href,
    cutout: new URL("./samples/person-cutout.webp", import.meta.url).href,
    width: 512,
    height: 512,
  },
  product: {
    photo: new URL("./samples/product.webp", import.meta.url).href,
    cutout: new URL("./samples/product-cutout.webp", import.meta.url).href,
    width: 600,
    height: 400,
  },
  animal: {
    photo: new URL("./samples/animal.webp", import.meta.url).href,
    cutout: new URL("./samples/animal-cutout.webp", import.meta.url).href,
    width: 960,
    height: 640,
  },
  car: {
    photo: new URL("./samples/car.webp", import.meta.url).href,
    cutout: new URL("./samples/car-cutout.webp", import.meta.url).href,
    width: 960,
    height: 640,
  },
};

/** @throws ApiError `network` when it cannot be loaded */
export async function sampleFile(name: SampleName): Promise<File> {
  try {
    const answer = await fetch(SAMPLES[name].photo);
    if (!answer.ok) throw new Error(`The server answered with status ${answer.status}`);
    return new File([await answer.blob()], `${name}.webp`, { type: "image/webp" });
  } catch (error) {
    throw new ApiError({ code: "network", message: String(error) });
  }
}
