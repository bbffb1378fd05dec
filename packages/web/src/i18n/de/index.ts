import type { Translation } from "../translation.ts";
import { account } from "./account.ts";
import { editor } from "./editor.ts";
import { site } from "./site.ts";

export const de: Translation = { ...site, ...editor, ...account };
