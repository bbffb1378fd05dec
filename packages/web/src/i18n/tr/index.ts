import type { Translation } from "../translation.ts";
import { account } from "./account.ts";
import { editor } from "./editor.ts";
import { site } from "./site.ts";

export const tr: Translation = { ...site, ...editor, ...account };
