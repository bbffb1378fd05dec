/** `(R, G, B)` or `(R, G, B, A)` with 0…255 each, `#hex`, or a CSS name. */
export type Color =
  | string
  | readonly [red: number, green: number, blue: number]
  | readonly [red: number, green: number, blue: number, alpha: number];

export interface FapihubFormat {
  /** `png` when absent. */
  format?: "png" | "webp" | "jpeg" | undefined;
}

/** Options of each endpoint under `/v2/rembg/`, by its name in the client. */
export interface FapihubOptions {
  /** The vendor's `falcon`, `aurora`, `ghost`, or a model that the server allows. */
  removeBackground: FapihubFormat & { model?: string | undefined };
  /** White is the subject. */
  mask: FapihubFormat & { model?: string | undefined };
  /** Gaussian radius in pixels, 1…50. */
  blur: FapihubFormat & { radius: number };
  color: FapihubFormat & { color: Color };
  gradient: FapihubFormat & { top: Color; bottom: Color };
  /** Offset in pixels to the right and down; blur radius 0…100. */
  shadow: FapihubFormat & { color: Color; offset: { x: number; y: number }; blurRadius: number };
}

type Endpoint<O> = { path: string; fields: (options: O) => Record<string, string | undefined> };

const colorText = (color: Color) => (typeof color === "string" ? color : `(${color.join(", ")})`);

/** How the options of each endpoint are called on the wire. */
export const fapihubEndpoints: { [Name in keyof FapihubOptions]: Endpoint<FapihubOptions[Name]> } = {
  removeBackground: { path: "", fields: ({ model }) => ({ model }) },
  mask: { path: "mask/", fields: ({ model }) => ({ model }) },
  blur: { path: "blur/", fields: ({ radius }) => ({ radius: String(radius) }) },
  color: { path: "color/", fields: ({ color }) => ({ bgcolor: colorText(color) }) },
  gradient: {
    path: "gradient/",
    fields: ({ top, bottom }) => ({ top_color: colorText(top), bottom_color: colorText(bottom) }),
  },
  shadow: {
    path: "shadow/",
    fields: ({ color, offset, blurRadius }) => ({
      shadow_color: colorText(color),
      offset: `(${offset.x}, ${offset.y})`,
      blur_radius: String(blurRadius),
    }),
  },
};
