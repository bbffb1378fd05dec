import type { Color, OutputFormat, Recipe } from "@alphacut/engine";
import {
  type CallOptions,
  type Client,
  createClient,
  type ImageInput,
  type ImageResult,
} from "@alphacut/sdk";
import { UsageError } from "../errors.ts";
import type { Cutter } from "./cutter.ts";

type Call = (image: Uint8Array, options: CallOptions) => Promise<ImageResult>;

/** A folder of images may meet the limit of requests a minute; then it waits as long as the server says. */
const PATIENCE = { timeoutMs: 600_000, retries: 8, maxRetryDelayMs: 90_000 };

/**
 * Lets a server make the cutouts.
 * @param model by the server's name
 * @throws UsageError when no endpoint of the server does all that the recipe asks for
 */
export function createRemoteCutter(
  recipe: Recipe,
  { remote, key, model }: { remote: string; key: string | undefined; model: string | undefined },
): Cutter {
  const client = createClient({ baseUrl: remote, ...PATIENCE, ...(key && { apiKey: key }) });
  const call = chooseEndpoint(client, recipe, model);
  return {
    async cut(image, signal) {
      const { blob, width, height } = await call(image, { signal });
      return { data: new Uint8Array(await blob.arrayBuffer()), format: recipe.format, width, height };
    },
    ready: async () => {},
    close: async () => {},
  };
}

function chooseEndpoint(client: Client<ImageInput>, recipe: Recipe, model: string | undefined): Call {
  const { background, shadow, resize, rotation, quality, output } = recipe;
  const plainColor = background === undefined || background.kind === "color";
  if (plainColor && !shadow && model === undefined)
    return (image, call) => client.removeBackground(image, { ...removal(recipe), ...call });
  if (resize || rotation || quality) {
    throw new UsageError(
      "With --remote, size, rotation and quality go only with the server's own model and a plain color",
    );
  }
  const effects = [background, shadow, model].filter((asked) => asked !== undefined).length;
  if (effects > 1) throw new UsageError("With --remote, only one of background, shadow and model at a time");
  const format = fapihubFormat(recipe.format);
  const { fapihub } = client;
  if (model !== undefined) {
    const remove = output === "mask" ? fapihub.mask : fapihub.removeBackground;
    return (image, call) => remove(image, { model, format, ...call });
  }
  if (shadow) {
    const { offset, blurRadius } = shadow;
    const color = channels(shadow.color);
    return (image, call) => fapihub.shadow(image, { color, offset, blurRadius, format, ...call });
  }
  if (background?.kind === "blur") {
    const { radius } = background;
    return (image, call) => fapihub.blur(image, { radius, format, ...call });
  }
  if (background?.kind === "gradient") {
    const [top, bottom] = [channels(background.top), channels(background.bottom)];
    return (image, call) => fapihub.gradient(image, { top, bottom, format, ...call });
  }
  throw new UsageError("With --remote there is no --background-image");
}

function removal({ format, output, resize, rotation, background, quality }: Recipe) {
  return {
    format,
    returnMask: output === "mask",
    w: resize?.width,
    h: resize?.height,
    exact_resize: resize?.exact,
    angle: rotation?.degrees,
    expand: rotation?.expand,
    bg_color: background?.kind === "color" ? hexOf(background.color) : undefined,
    quality,
  };
}

function fapihubFormat(format: OutputFormat): "png" | "webp" | "jpeg" {
  if (format === "bmp")
    throw new UsageError("With --remote, BMP goes only with the server's own model and a plain color");
  return format;
}

function channels({ r, g, b, alpha }: Color): [number, number, number, number] {
  return [r, g, b, Math.round(alpha * 255)];
}

function hexOf(color: Color): string {
  return `#${channels(color)
    .map((channel) => Math.round(channel).toString(16).padStart(2, "0"))
    .join("")}`;
}
