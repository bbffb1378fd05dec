import type { Language } from "./language.ts";
import { letters, type Mail, messages } from "./messages.ts";

export type RenderedMail = { subject: string; text: string; html: string };

/**
 * A mail as text and as HTML. Its link is shown in full, as some mail programs hide buttons.
 *
 * @param siteName what the operator calls the product
 */
export function renderMail(mail: Omit<Mail, "to">, siteName: string): RenderedMail {
  const { kind, language, link, credits = 0 } = mail;
  const { action, ...message } = messages[language][kind];
  const { greeting, closing, ...letter } = letters[language];
  const left = new Intl.NumberFormat(language).format(credits);
  const named = (words: string) =>
    words.replaceAll("{{site}}", () => siteName).replaceAll("{{credits}}", () => left);
  const [subject, text, note, signature] = [
    named(message.subject),
    named(message.text),
    named(message.note),
    named(letter.signature),
  ] as const;
  return {
    subject,
    text: [greeting, text, `${action}:\n${link}`, note, `${closing}\n${signature}`].join("\n\n"),
    html: html(language, subject, [
      `<h1 style="font-size:20px;margin:0 0 16px">${escapeHtml(subject)}</h1>`,
      `<p>${escapeHtml(greeting)}</p>`,
      `<p>${escapeHtml(text)}</p>`,
      `<p style="margin:24px 0"><a href="${escapeHtml(link)}" style="${button}">${escapeHtml(action)}</a></p>`,
      `<p style="${small}"><a href="${escapeHtml(link)}" style="color:#555f5a">${escapeHtml(link)}</a></p>`,
      `<p style="${small}">${escapeHtml(note)}</p>`,
      `<p>${escapeHtml(closing)}<br>${escapeHtml(signature)}</p>`,
    ]),
  };
}

const button =
  "display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6b50;color:#ffffff;text-decoration:none;font-weight:600";
const small = "font-size:13px;color:#555f5a;overflow-wrap:anywhere";

function html(language: Language, title: string, body: string[]): string {
  return [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#f5f4ef;color:#16201c;font:16px/1.5 sans-serif;word-break:${language === "ko" ? "keep-all" : "normal"}">`,
    `<div style="max-width:480px;margin:0 auto;padding:32px;border-radius:12px;background:#ffffff">`,
    ...body,
    "</div></body></html>",
  ].join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
