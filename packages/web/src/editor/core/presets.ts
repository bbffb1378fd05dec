import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

/** What a shop or a network asks of a picture. */
export interface Preset {
  id: string;
  /** A proper name: the same in every language. */
  name: string;
  width: number;
  height: number;
  /** Percent of the canvas on each side. */
  padding: number;
  /** Where only white will do, or is asked for. */
  white: boolean;
}

/** Sizes and rules as published in 2026, looked up in November 2026; where each stood is beside it. */
export const PRESETS: readonly Preset[] = [
  // Pure white, the product fills 85 % or more, 1600 px or more for zoom, square recommended (Seller Central, as cited):
  // https://mercatuslab.com/blog/amazon-product-image-requirements
  { id: "amazon", name: "Amazon", width: 2000, height: 2000, padding: 7, white: true },
  // At least 500 px, no borders or text: https://www.ebay.com/help/policies/listing-policies/picture-policy?id=4370
  // Around 1600 × 1600 px: https://www.usepixora.com/resource/ebay-photo-requirements-guide
  { id: "ebay", name: "eBay", width: 1600, height: 1600, padding: 8, white: true },
  // 2000 × 2000 px, square thumbnails: https://hauld.app/blog/etsy-listing-photo-checklist
  { id: "etsy", name: "Etsy", width: 2000, height: 2000, padding: 10, white: true },
  // 1500 × 1500 px or larger, white or transparent, 75 to 90 % of the picture (Google, 6324350, as cited):
  // https://sharpfeed.io/docs/fields/image-link
  { id: "google", name: "Google Shopping", width: 1500, height: 1500, padding: 9, white: true },
  // 2048 × 2048 px, square: https://www.pixfocal.com/guides/shopify-product-image-size
  { id: "shopify", name: "Shopify", width: 2048, height: 2048, padding: 10, white: true },
  // All of the following: http://www.linkshed.net/socialsizes.php
  { id: "instagram-square", name: "Instagram 1:1", width: 1080, height: 1080, padding: 10, white: false },
  { id: "instagram-portrait", name: "Instagram 4:5", width: 1080, height: 1350, padding: 10, white: false },
  { id: "instagram-story", name: "Instagram 9:16", width: 1080, height: 1920, padding: 12, white: false },
  { id: "pinterest", name: "Pinterest", width: 1000, height: 1500, padding: 10, white: false },
  { id: "youtube", name: "YouTube 16:9", width: 1280, height: 720, padding: 6, white: false },
  { id: "linkedin", name: "LinkedIn 1:1", width: 400, height: 400, padding: 0, white: false },
];

/** What a preset changes: canvas and, where it matters, the background; nothing else. */
export function presetChanges(preset: Preset, { background }: Settings): Partial<Settings> {
  const { width, height, padding } = preset;
  return {
    canvas: { ...DEFAULT_SETTINGS.canvas, on: true, width, height, padding },
    output: "cutout",
    ...(preset.white && {
      background: { ...background, kind: "color", color: "#ffffff", opacity: 1 },
      format: "jpeg",
    }),
  };
}
