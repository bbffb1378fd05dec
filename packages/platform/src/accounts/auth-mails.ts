import { eq } from "drizzle-orm";
import type { Language } from "../mail/language.ts";
import type { Mailer } from "../mail/mailer.ts";
import type { MailKind } from "../mail/messages.ts";
import type { Database } from "../storage/database.ts";
import { users } from "../storage/schema/accounts.ts";
import { endResetLinks, resetLinkSeconds } from "./reset-links.ts";

const day = 24 * 3_600;

/** better-auth's settings for passwords and confirmed addresses: when which mail goes out, and where its link leads. */
export function authMails(db: Database, mailer: Pick<Mailer, "send">, publicUrl: string) {
  const page = (path: string) => new URL(path, publicUrl).href;
  // The library's types do not tell the additional fields.
  const mail = (kind: MailKind, user: object, link: string) => {
    const { email, language } = user as { email: string; language: Language };
    mailer.send({ kind, to: email, language, link });
  };
  return {
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      resetPasswordTokenExpiresIn: resetLinkSeconds,
      revokeSessionsOnPasswordReset: true,
      async sendResetPassword({ user, url }: { user: object; url: string }) {
        const link = new URL(url);
        if (!link.searchParams.get("callbackURL")) {
          link.searchParams.set("callbackURL", page("/reset-password"));
        }
        mail("resetPassword", user, link.href);
      },
      async onPasswordReset({ user }: { user: { id: string } }) {
        // Whoever had the mail owns the address. Without this, a stranger's sign-up could never become one's own.
        await db.update(users).set({ emailVerified: true }).where(eq(users.id, user.id));
        // Others may have asked for links too, or somebody else reads the mailbox.
        await endResetLinks(db, user.id);
        mail("passwordChanged", user, page("/dashboard"));
      },
      async onExistingUserSignUp({ user }: { user: object }) {
        mail("accountExists", user, page("/dashboard"));
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: true,
      expiresIn: day,
      async sendVerificationEmail({ user, url }: { user: object; url: string }) {
        mail("verifyEmail", user, url);
      },
      async afterEmailVerification(user: object) {
        mail("welcome", user, page("/dashboard"));
      },
    },
  };
}
