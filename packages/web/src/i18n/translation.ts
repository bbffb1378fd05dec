import type { account } from "./en/account.ts";
import type { editor } from "./en/editor.ts";
import type { front } from "./en/front.ts";
import type { site } from "./en/site.ts";

type Sentences<T> = { [Key in keyof T]: T[Key] extends string ? string : Sentences<T[Key]> };

/** What every language has to say, part by part. */
export type SiteSentences = Sentences<typeof site>;
export type FrontSentences = Sentences<typeof front>;
export type EditorSentences = Sentences<typeof editor>;
export type AccountSentences = Sentences<typeof account>;
export type Translation = SiteSentences & FrontSentences & EditorSentences & AccountSentences;
