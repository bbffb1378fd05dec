import type { Translation } from "../translation.ts";
import { account } from "./account.ts";
import { editor } from "./editor.ts";
import { front } from "./front.ts";
import { site } from "./site.ts";

export const tr: Translation = { ...site, ...front, ...editor, ...account };
