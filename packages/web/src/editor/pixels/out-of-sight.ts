/** In pixels of any canvas: what is drawn so far away is not seen, only its shadow is. */
export const OUT_OF_SIGHT = 40_000;
