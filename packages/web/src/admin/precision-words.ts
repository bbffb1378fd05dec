/** What a model can compute in, as the interface calls it. */
export const PRECISION_WORDS = { int8: "admin.eightBits", float32: "admin.floats" } as const;
