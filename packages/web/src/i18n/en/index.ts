import { account } from "./account.ts";
import { editor } from "./editor.ts";
import { front } from "./front.ts";
import { site } from "./site.ts";

/** The source of every sentence; the other languages have exactly these keys (checked by the compiler). */
export const en = { ...site, ...front, ...editor, ...account };
