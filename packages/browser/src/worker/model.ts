import { DEFAULT_MODEL, MODELS } from "@alphacut/engine/portable";

/** The model that browsers run: the server's default. */
export const MODEL = MODELS.find(({ name }) => name === DEFAULT_MODEL)!;
