import { en } from "../en/index.ts";
export const th = en;
