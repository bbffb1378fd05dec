import type { Language } from "./language.ts";

export const mailKinds = [
  "verifyEmail",
  "resetPassword",
  "welcome",
  "accountExists",
  "passwordChanged",
  "lowCredits",
  "test",
] as const;

export type MailKind = (typeof mailKinds)[number];

export type Mail = {
  kind: MailKind;
  to: string;
  language: Language;
  /** Absolute. */
  link: string;
  /** That are left, in a mail that says so. */
  credits?: number | undefined;
};

/** Who mails are from. */
export interface Sender {
  /** As in `Alphacut <no-reply@example.com>`. */
  readonly from: string;
  /** What the operator calls the product. */
  readonly siteName: string;
}

/** A mail says why it comes, offers one link, and tells what to do when it was not asked for. `{{site}}` is the operator's name for the product, `{{credits}}` a number. */
export type Message = { subject: string; text: string; action: string; note: string };

/** How every mail of a language begins, and how it ends: a line of regards, and who sends it. */
export type Letter = { greeting: string; closing: string; signature: string };

/** No name in the greeting: see `messages`. */
export const letters: Record<Language, Letter> = {
  en: { greeting: "Hello,", closing: "Best regards,", signature: "The {{site}} team" },
  th: { greeting: "เรียน ผู้ใช้งาน", closing: "ขอแสดงความนับถือ", signature: "ทีมงาน {{site}}" },
  tr: { greeting: "Merhaba,", closing: "Saygılarımızla,", signature: "{{site}} ekibi" },
  de: { greeting: "Guten Tag,", closing: "Mit freundlichen Grüßen", signature: "Ihr {{site}}-Team" },
  ko: { greeting: "안녕하세요.", closing: "감사합니다.", signature: "{{site}} 드림" },
};

/**
 * No name and nothing else that a visitor typed: else a sign-up form would send a stranger's words to any address.
 * The times must agree with those of `accounts/auth-mails.ts`.
 */
export const messages: Record<Language, Record<MailKind, Message>> = {
  en: {
    verifyEmail: {
      subject: "Verify your email address",
      text: "Welcome to {{site}}! Please verify your email address to finish creating your account.",
      action: "Verify email address",
      note: "This link expires in 24 hours. If you didn't sign up, you can ignore this email.",
    },
    resetPassword: {
      subject: "Reset your password",
      text: "We received a request to reset the password of your {{site}} account.",
      action: "Reset password",
      note: "This link works only once and expires in one hour. If you didn't ask for it, you can ignore this email; your password won't change.",
    },
    welcome: {
      subject: "Your account is ready",
      text: "Your email address is verified. You can now create API keys and track your usage in the dashboard.",
      action: "Open the dashboard",
      note: "You're receiving this email because you signed up for {{site}}.",
    },
    accountExists: {
      subject: "You already have an account",
      text: "Someone tried to sign up for {{site}} with this email address, which already has an account. If it was you, sign in instead. If you forgot your password, you can reset it on the sign-in page.",
      action: "Sign in",
      note: "If it wasn't you, there's nothing you need to do. Your account hasn't changed.",
    },
    passwordChanged: {
      subject: "Your password was changed",
      text: "The password of your {{site}} account was just changed, and all devices were signed out.",
      action: "Sign in",
      note: "If it wasn't you, reset your password on the sign-in page right away.",
    },
    lowCredits: {
      subject: "Your credits are running low",
      text: "Your {{site}} account has {{credits}} credits left. Once they're used up, requests are refused until the next billing period or until you add credits.",
      action: "See plan and credits",
      note: "You'll get this email at most once per billing period. In your profile, you can choose at how many credits it comes, or turn it off.",
    },
    test: {
      subject: "Email works",
      text: "This is a test. {{site}} can send email.",
      action: "Open the dashboard",
      note: "An administrator of {{site}} requested this email.",
    },
  },
  th: {
    verifyEmail: {
      subject: "ยืนยันที่อยู่อีเมลของคุณ",
      text: "ยินดีต้อนรับสู่ {{site}} โปรดยืนยันว่านี่คือที่อยู่อีเมลของคุณ",
      action: "ยืนยันที่อยู่อีเมล",
      note: "ลิงก์นี้ใช้ได้ 24 ชั่วโมง หากคุณไม่ได้สมัครใช้งาน โปรดเพิกเฉยต่ออีเมลฉบับนี้",
    },
    resetPassword: {
      subject: "ตั้งรหัสผ่านใหม่",
      text: "มีผู้ขอตั้งรหัสผ่านใหม่สำหรับบัญชี {{site}} ของคุณ",
      action: "ตั้งรหัสผ่านใหม่",
      note: "ลิงก์นี้ใช้ได้ครั้งเดียวภายใน 1 ชั่วโมง หากคุณไม่ได้เป็นผู้ขอ โปรดเพิกเฉยต่ออีเมลฉบับนี้ รหัสผ่านเดิมของคุณยังใช้ได้ตามปกติ",
    },
    welcome: {
      subject: "บัญชีของคุณพร้อมใช้งานแล้ว",
      text: "ยืนยันที่อยู่อีเมลเรียบร้อยแล้ว คุณสามารถสร้างคีย์ API และดูปริมาณการใช้งานได้ในแดชบอร์ด",
      action: "เปิดแดชบอร์ด",
      note: "คุณได้รับอีเมลฉบับนี้เพราะสมัครใช้งาน {{site}}",
    },
    accountExists: {
      subject: "คุณมีบัญชีอยู่แล้ว",
      text: "มีผู้พยายามสมัคร {{site}} ด้วยที่อยู่อีเมลนี้ ซึ่งมีบัญชีอยู่แล้ว หากเป็นคุณ โปรดเข้าสู่ระบบ หากลืมรหัสผ่าน คุณสามารถตั้งรหัสผ่านใหม่ได้ที่หน้าเดียวกัน",
      action: "เข้าสู่ระบบ",
      note: "หากไม่ใช่คุณ ไม่ต้องทำอะไร บัญชีของคุณไม่มีการเปลี่ยนแปลง",
    },
    passwordChanged: {
      subject: "รหัสผ่านของคุณถูกเปลี่ยนแล้ว",
      text: "รหัสผ่านของบัญชี {{site}} ของคุณเพิ่งถูกเปลี่ยน และอุปกรณ์ทุกเครื่องถูกออกจากระบบแล้ว",
      action: "เข้าสู่ระบบ",
      note: "หากไม่ใช่คุณ โปรดตั้งรหัสผ่านใหม่ที่หน้าเข้าสู่ระบบทันที",
    },
    lowCredits: {
      subject: "เครดิตของคุณใกล้หมด",
      text: "บัญชี {{site}} ของคุณเหลือเครดิต {{credits}} เครดิต เมื่อใช้หมด คำขอจะถูกปฏิเสธจนกว่าจะถึงรอบการเรียกเก็บเงินถัดไปหรือจนกว่าคุณจะเติมเครดิต",
      action: "ดูแพ็กเกจและเครดิต",
      note: "คุณจะได้รับอีเมลนี้ไม่เกินหนึ่งครั้งในแต่ละรอบการเรียกเก็บเงิน เลือกได้ในโปรไฟล์ว่าจะให้แจ้งเมื่อเหลือกี่เครดิต หรือไม่ต้องแจ้งเลย",
    },
    test: {
      subject: "อีเมลใช้งานได้",
      text: "นี่คืออีเมลทดสอบ {{site}} ส่งอีเมลได้แล้ว",
      action: "เปิดแดชบอร์ด",
      note: "ผู้ดูแลระบบของ {{site}} ขอให้ส่งอีเมลฉบับนี้",
    },
  },
  tr: {
    verifyEmail: {
      subject: "E-posta adresinizi doğrulayın",
      text: "{{site}} hizmetine hoş geldiniz. Lütfen bu e-posta adresinin size ait olduğunu doğrulayın.",
      action: "E-posta adresini doğrula",
      note: "Bağlantı 24 saat geçerlidir. Kaydolmadıysanız bu iletiyi dikkate almayın.",
    },
    resetPassword: {
      subject: "Yeni bir parola belirleyin",
      text: "{{site}} hesabınız için yeni bir parola istendi.",
      action: "Yeni parola belirle",
      note: "Bağlantı bir saat içinde ve yalnızca bir kez kullanılabilir. Bunu siz istemediyseniz iletiyi dikkate almayın; parolanız değişmez.",
    },
    welcome: {
      subject: "Hesabınız hazır",
      text: "E-posta adresiniz doğrulandı. Artık API anahtarları oluşturabilir ve kullanımınızı panelden izleyebilirsiniz.",
      action: "Paneli aç",
      note: "Bu iletiyi {{site}} hizmetine kaydolduğunuz için aldınız.",
    },
    accountExists: {
      subject: "Zaten bir hesabınız var",
      text: "Bu e-posta adresiyle {{site}} hizmetine kaydolmak istendi, ancak adrese ait bir hesap zaten var. Bunu siz yaptıysanız lütfen oturum açın; parolanızı unuttuysanız aynı sayfada yenisini belirleyebilirsiniz.",
      action: "Oturum aç",
      note: "Bunu siz yapmadıysanız bir şey yapmanız gerekmez; hesabınızda bir değişiklik olmadı.",
    },
    passwordChanged: {
      subject: "Parolanız değiştirildi",
      text: "{{site}} hesabınızın parolası az önce değiştirildi ve tüm cihazlarda oturum kapatıldı.",
      action: "Oturum aç",
      note: "Bunu siz yapmadıysanız lütfen oturum açma sayfasında hemen yeni bir parola belirleyin.",
    },
    lowCredits: {
      subject: "Kredileriniz azalıyor",
      text: "{{site}} hesabınızda {{credits}} kredi kaldı. Krediler bitince, sonraki fatura dönemine ya da siz kredi ekleyene kadar görseller reddedilir.",
      action: "Planı ve kredileri gör",
      note: "Bu iletiyi her fatura döneminde en çok bir kez alırsınız. Kaç kredi kalınca geleceğini ya da hiç gelmemesini profilinizde seçebilirsiniz.",
    },
    test: {
      subject: "E-posta çalışıyor",
      text: "Bu bir denemedir. {{site}} e-posta gönderebiliyor.",
      action: "Paneli aç",
      note: "Bu iletiyi bir {{site}} yöneticisi istedi.",
    },
  },
  de: {
    verifyEmail: {
      subject: "Bestätigen Sie Ihre E-Mail-Adresse",
      text: "willkommen bei {{site}}. Bitte bestätigen Sie, dass dies Ihre E-Mail-Adresse ist.",
      action: "E-Mail-Adresse bestätigen",
      note: "Der Link gilt 24 Stunden. Wenn Sie sich nicht registriert haben, können Sie diese Nachricht ignorieren.",
    },
    resetPassword: {
      subject: "Neues Passwort wählen",
      text: "für Ihr Konto bei {{site}} wurde ein neues Passwort angefordert.",
      action: "Neues Passwort wählen",
      note: "Der Link gilt eine Stunde und nur einmal. Wenn Sie das nicht waren, können Sie diese Nachricht ignorieren: Ihr Passwort bleibt unverändert.",
    },
    welcome: {
      subject: "Ihr Konto ist bereit",
      text: "Ihre E-Mail-Adresse ist bestätigt. Sie können jetzt API-Schlüssel anlegen und Ihren Verbrauch im Dashboard verfolgen.",
      action: "Dashboard öffnen",
      note: "Sie erhalten diese Nachricht, weil Sie sich bei {{site}} registriert haben.",
    },
    accountExists: {
      subject: "Sie haben bereits ein Konto",
      text: "jemand wollte sich mit dieser E-Mail-Adresse bei {{site}} registrieren, doch dazu gibt es schon ein Konto. Wenn Sie das waren, melden Sie sich bitte an; falls Sie Ihr Passwort vergessen haben, können Sie dort ein neues wählen.",
      action: "Anmelden",
      note: "Wenn Sie das nicht waren, müssen Sie nichts tun: An Ihrem Konto hat sich nichts geändert.",
    },
    passwordChanged: {
      subject: "Ihr Passwort wurde geändert",
      text: "das Passwort Ihres Kontos bei {{site}} wurde soeben geändert, und alle Geräte wurden abgemeldet.",
      action: "Anmelden",
      note: "Wenn Sie das nicht waren, wählen Sie bitte sofort auf der Anmeldeseite ein neues Passwort.",
    },
    lowCredits: {
      subject: "Ihre Credits gehen zur Neige",
      text: "Ihr Konto bei {{site}} hat noch {{credits}} Credits. Sind sie verbraucht, werden Bilder abgelehnt, bis der nächste Abrechnungszeitraum beginnt oder Sie Credits hinzufügen.",
      action: "Tarif und Credits ansehen",
      note: "Sie erhalten diese Nachricht höchstens einmal pro Abrechnungszeitraum. In Ihrem Profil wählen Sie, bei wie vielen Credits sie kommt, oder dass sie nie kommt.",
    },
    test: {
      subject: "E-Mail funktioniert",
      text: "Dies ist ein Test. {{site}} kann E-Mails senden.",
      action: "Dashboard öffnen",
      note: "Ein Administrator von {{site}} hat diese Nachricht angefordert.",
    },
  },
  ko: {
    verifyEmail: {
      subject: "이메일 주소를 확인해 주세요",
      text: "{{site}}에 오신 것을 환영합니다. 본인의 이메일 주소가 맞는지 확인해 주세요.",
      action: "이메일 주소 확인",
      note: "이 링크는 24시간 동안 유효합니다. 가입하신 적이 없다면 이 메일을 무시하셔도 됩니다.",
    },
    resetPassword: {
      subject: "새 비밀번호를 설정해 주세요",
      text: "{{site}} 계정의 비밀번호 재설정 요청을 받았습니다.",
      action: "새 비밀번호 설정",
      note: "이 링크는 1시간 동안 한 번만 사용할 수 있습니다. 직접 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 비밀번호는 바뀌지 않습니다.",
    },
    welcome: {
      subject: "계정이 준비되었습니다",
      text: "이메일 주소가 확인되었습니다. 이제 대시보드에서 API 키를 만들고 사용량을 확인할 수 있습니다.",
      action: "대시보드 열기",
      note: "{{site}}에 가입하셨기 때문에 이 메일을 보내 드립니다.",
    },
    accountExists: {
      subject: "이미 계정이 있습니다",
      text: "이 이메일 주소로 {{site}} 가입이 시도되었지만, 이미 계정이 있는 주소입니다. 본인이시라면 로그인해 주세요. 비밀번호를 잊으셨다면 로그인 페이지에서 새로 설정할 수 있습니다.",
      action: "로그인",
      note: "본인이 아니라면 아무것도 하지 않으셔도 됩니다. 계정에는 변경된 내용이 없습니다.",
    },
    passwordChanged: {
      subject: "비밀번호가 변경되었습니다",
      text: "{{site}} 계정의 비밀번호가 방금 변경되었으며, 모든 기기에서 로그아웃되었습니다.",
      action: "로그인",
      note: "본인이 변경하지 않으셨다면 로그인 페이지에서 즉시 새 비밀번호를 설정해 주세요.",
    },
    lowCredits: {
      subject: "크레딧이 얼마 남지 않았습니다",
      text: "{{site}} 계정에 {{credits}}크레딧이 남았습니다. 모두 쓰면 다음 청구 기간이 시작되거나 크레딧을 추가할 때까지 이미지 요청이 거부됩니다.",
      action: "요금제와 크레딧 보기",
      note: "이 메일은 청구 기간마다 최대 한 번 보내 드립니다. 몇 크레딧이 남았을 때 받을지, 또는 받지 않을지 프로필에서 고를 수 있습니다.",
    },
    test: {
      subject: "메일이 작동합니다",
      text: "테스트 메일입니다. {{site}}에서 메일을 보낼 수 있습니다.",
      action: "대시보드 열기",
      note: "{{site}} 관리자가 요청해 보낸 메일입니다.",
    },
  },
};
