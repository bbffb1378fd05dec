import { en } from "../en/index.ts";
export const ko = en;
