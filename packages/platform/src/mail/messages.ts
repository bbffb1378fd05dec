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
  de: { greeting: "Guten Tag,", closing: "Mit freundlichen Grüßen", signature: "Ihr Team von {{site}}" },
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
      text: "Your {{site}} account is low on credits ({{credits}} left). Once they're used up, requests are refused until the next billing period or until you add credits.",
      action: "See plan and credits",
      note: "You'll get this email at most once per billing period. In your profile, you can choose the number of credits at which it's sent, or turn it off.",
    },
    test: {
      subject: "Test email",
      text: "This is a test. {{site}} can send email.",
      action: "Open the dashboard",
      note: "An administrator of {{site}} requested this email.",
    },
  },
  th: {
    verifyEmail: {
      subject: "โปรดยืนยันอีเมลของคุณสำหรับ {{site}}",
      text: "ขอขอบคุณที่สมัครใช้งาน {{site}} โปรดยืนยันอีเมลของคุณเพื่อให้การสมัครเสร็จสมบูรณ์",
      action: "ยืนยันอีเมล",
      note: "ลิงก์นี้ใช้ได้ 24 ชั่วโมง หากคุณไม่ได้สมัครใช้งาน ไม่ต้องดำเนินการใด ๆ",
    },
    resetPassword: {
      subject: "ตั้งรหัสผ่านใหม่สำหรับบัญชี {{site}}",
      text: "เราได้รับคำขอตั้งรหัสผ่านใหม่สำหรับบัญชี {{site}} ของคุณ",
      action: "ตั้งรหัสผ่านใหม่",
      note: "ลิงก์นี้ใช้ได้ครั้งเดียวภายใน 1 ชั่วโมง หากคุณไม่ได้เป็นผู้ขอ ไม่ต้องดำเนินการใด ๆ รหัสผ่านเดิมของคุณยังใช้ได้ตามปกติ",
    },
    welcome: {
      subject: "บัญชี {{site}} ของคุณพร้อมใช้งานแล้ว",
      text: "ยืนยันอีเมลของคุณเรียบร้อยแล้ว คุณสร้างคีย์ API และติดตามการใช้งานในแดชบอร์ดได้เลย",
      action: "เปิดแดชบอร์ด",
      note: "คุณได้รับอีเมลฉบับนี้เนื่องจากได้สมัครใช้งาน {{site}}",
    },
    accountExists: {
      subject: "คุณมีบัญชี {{site}} อยู่แล้ว",
      text: "มีผู้พยายามสมัครใช้งาน {{site}} ด้วยอีเมลนี้ แต่อีเมลนี้มีบัญชีอยู่แล้ว หากเป็นคุณ โปรดเข้าสู่ระบบ หากลืมรหัสผ่าน คุณสามารถตั้งรหัสผ่านใหม่ได้ที่หน้าเข้าสู่ระบบ",
      action: "เข้าสู่ระบบ",
      note: "หากไม่ใช่คุณ ไม่ต้องดำเนินการใด ๆ บัญชีของคุณไม่มีการเปลี่ยนแปลง",
    },
    passwordChanged: {
      subject: "รหัสผ่านบัญชี {{site}} ของคุณถูกเปลี่ยนแล้ว",
      text: "รหัสผ่านของบัญชี {{site}} ของคุณเพิ่งถูกเปลี่ยน และบัญชีได้ออกจากระบบบนอุปกรณ์ทุกเครื่องแล้ว",
      action: "เข้าสู่ระบบ",
      note: "หากไม่ใช่คุณ โปรดตั้งรหัสผ่านใหม่ที่หน้าเข้าสู่ระบบทันที",
    },
    lowCredits: {
      subject: "เครดิต {{site}} ของคุณใกล้หมดแล้ว",
      text: "บัญชี {{site}} ของคุณเหลืออีก {{credits}} เครดิต เมื่อใช้หมดแล้ว คำขอจะถูกปฏิเสธจนกว่าจะถึงรอบการเรียกเก็บเงินถัดไปหรือจนกว่าคุณจะเติมเครดิต",
      action: "ดูแพ็กเกจและเครดิต",
      note: "คุณจะได้รับอีเมลฉบับนี้ไม่เกินหนึ่งครั้งในแต่ละรอบการเรียกเก็บเงิน คุณเลือกได้ในโปรไฟล์ว่าจะให้แจ้งเมื่อเหลือกี่เครดิต หรือปิดการแจ้งเตือน",
    },
    test: {
      subject: "อีเมลทดสอบจาก {{site}}",
      text: "อีเมลฉบับนี้เป็นการทดสอบ หากคุณได้รับ แสดงว่า {{site}} ส่งอีเมลได้แล้ว",
      action: "เปิดแดชบอร์ด",
      note: "ผู้ดูแลระบบของ {{site}} ขอให้ส่งอีเมลฉบับนี้",
    },
  },
  tr: {
    verifyEmail: {
      subject: "{{site}}: E-posta adresinizi doğrulayın",
      text: "{{site}} hizmetine hoş geldiniz. Kaydınızı tamamlamak için lütfen e-posta adresinizi doğrulayın.",
      action: "E-posta adresini doğrula",
      note: "Bağlantı 24 saat geçerlidir. Siz kaydolmadıysanız bu e-postayı dikkate almayın.",
    },
    resetPassword: {
      subject: "{{site}}: Parolanızı sıfırlayın",
      text: "{{site}} hesabınızın parolasını sıfırlama talebi aldık.",
      action: "Parolayı sıfırla",
      note: "Bağlantı bir saat geçerlidir ve yalnızca bir kez kullanılabilir. Bu talep size ait değilse e-postayı dikkate almayın; parolanız değişmez.",
    },
    welcome: {
      subject: "{{site}} hesabınız hazır",
      text: "E-posta adresiniz doğrulandı. Artık API anahtarları oluşturabilir ve kullanımınızı panelden izleyebilirsiniz.",
      action: "Paneli aç",
      note: "Bu e-postayı, {{site}} hizmetine kaydolduğunuz için aldınız.",
    },
    accountExists: {
      subject: "Zaten bir {{site}} hesabınız var",
      text: "Biri bu e-posta adresiyle {{site}} hizmetine kaydolmaya çalıştı, ancak bu adrese ait bir hesap zaten var. Bunu yapan sizseniz lütfen giriş yapın; parolanızı unuttuysanız giriş sayfasında yenisini belirleyebilirsiniz.",
      action: "Giriş yap",
      note: "Bunu siz yapmadıysanız herhangi bir işlem yapmanız gerekmez; hesabınızda değişiklik olmadı.",
    },
    passwordChanged: {
      subject: "{{site}} parolanız değiştirildi",
      text: "{{site}} hesabınızın parolası az önce değiştirildi ve tüm cihazlardaki oturumlar kapatıldı.",
      action: "Giriş yap",
      note: "Bunu siz yapmadıysanız lütfen giriş sayfasından hemen yeni bir parola belirleyin.",
    },
    lowCredits: {
      subject: "{{site}}: Kredileriniz azalıyor",
      text: "{{site}} hesabınızda {{credits}} kredi kaldı. Krediler bitince, sonraki fatura dönemine ya da siz kredi ekleyene kadar yeni görseller işlenmez.",
      action: "Planı ve kredileri gör",
      note: "Bu e-postayı her fatura döneminde en fazla bir kez alırsınız. Kaç kredi kalınca gönderileceğini profilinizden değiştirebilir ya da e-postayı kapatabilirsiniz.",
    },
    test: {
      subject: "{{site}}: Deneme e-postası",
      text: "Bu bir deneme e-postasıdır. {{site}} e-posta gönderebiliyor.",
      action: "Paneli aç",
      note: "Bu e-postanın gönderilmesini bir {{site}} yöneticisi istedi.",
    },
  },
  de: {
    verifyEmail: {
      subject: "{{site}}: Bitte bestätigen Sie Ihre E-Mail-Adresse",
      text: "willkommen bei {{site}}. Bitte bestätigen Sie Ihre E-Mail-Adresse, um die Registrierung abzuschließen.",
      action: "E-Mail-Adresse bestätigen",
      note: "Der Link ist 24 Stunden gültig. Falls Sie sich nicht registriert haben, können Sie diese E-Mail ignorieren.",
    },
    resetPassword: {
      subject: "{{site}}: Passwort zurücksetzen",
      text: "für Ihr Konto bei {{site}} wurde ein neues Passwort angefordert.",
      action: "Neues Passwort wählen",
      note: "Der Link ist eine Stunde gültig und nur einmal verwendbar. Falls die Anforderung nicht von Ihnen stammt, können Sie diese E-Mail ignorieren: Ihr Passwort bleibt unverändert.",
    },
    welcome: {
      subject: "Ihr Konto bei {{site}} ist bereit",
      text: "Ihre E-Mail-Adresse ist bestätigt. Sie können jetzt im Dashboard API-Schlüssel erstellen und Ihre Nutzung verfolgen.",
      action: "Dashboard öffnen",
      note: "Sie erhalten diese E-Mail, weil Sie sich bei {{site}} registriert haben.",
    },
    accountExists: {
      subject: "Sie haben bereits ein Konto bei {{site}}",
      text: "jemand hat versucht, sich mit dieser E-Mail-Adresse bei {{site}} zu registrieren. Zu dieser E-Mail-Adresse gibt es aber bereits ein Konto. Falls Sie das waren, melden Sie sich bitte an. Wenn Sie Ihr Passwort vergessen haben, können Sie auf der Anmeldeseite ein neues wählen.",
      action: "Anmelden",
      note: "Falls Sie das nicht waren, müssen Sie nichts unternehmen: An Ihrem Konto hat sich nichts geändert.",
    },
    passwordChanged: {
      subject: "Ihr Passwort bei {{site}} wurde geändert",
      text: "das Passwort Ihres Kontos bei {{site}} wurde soeben geändert. Dabei wurden alle Geräte abgemeldet.",
      action: "Anmelden",
      note: "Falls Sie das nicht waren, wählen Sie bitte umgehend auf der Anmeldeseite ein neues Passwort.",
    },
    lowCredits: {
      subject: "{{site}}: Ihre Credits gehen zur Neige",
      text: "die Credits Ihres Kontos bei {{site}} gehen zur Neige (noch verfügbar: {{credits}}). Sind sie aufgebraucht, werden Anfragen abgelehnt, bis der nächste Abrechnungszeitraum beginnt oder Sie Credits hinzufügen.",
      action: "Tarif und Credits ansehen",
      note: "Sie erhalten diese E-Mail höchstens einmal pro Abrechnungszeitraum. In Ihrem Profil legen Sie fest, ab wie vielen Credits Sie benachrichtigt werden, oder schalten die Benachrichtigung aus.",
    },
    test: {
      subject: "{{site}}: Test-E-Mail",
      text: "dies ist eine Test-E-Mail. {{site}} kann E-Mails versenden.",
      action: "Dashboard öffnen",
      note: "Ein Administrator von {{site}} hat diese E-Mail angefordert.",
    },
  },
  ko: {
    verifyEmail: {
      subject: "[{{site}}] 이메일 인증을 완료해 주세요",
      text: "{{site}}에 오신 것을 환영합니다. 가입을 마치려면 아래 링크에서 이메일 인증을 완료해 주세요.",
      action: "이메일 인증하기",
      note: "이 링크는 24시간 동안 유효합니다. 직접 가입하지 않으셨다면 이 메일을 무시하셔도 됩니다.",
    },
    resetPassword: {
      subject: "[{{site}}] 새 비밀번호를 설정해 주세요",
      text: "{{site}} 계정의 비밀번호 재설정 요청을 받았습니다.",
      action: "새 비밀번호 설정",
      note: "이 링크는 1시간 동안 한 번만 사용할 수 있습니다. 직접 요청하지 않으셨다면 이 메일을 무시하셔도 됩니다. 비밀번호는 바뀌지 않습니다.",
    },
    welcome: {
      subject: "[{{site}}] 계정이 준비되었습니다",
      text: "이메일 인증이 완료되었습니다. 이제 대시보드에서 API 키를 만들고 사용량을 확인할 수 있습니다.",
      action: "대시보드 열기",
      note: "이 메일은 {{site}} 회원가입에 따라 보내 드립니다.",
    },
    accountExists: {
      subject: "[{{site}}] 이미 가입된 이메일 주소입니다",
      text: "누군가 이 이메일 주소로 {{site}} 회원가입을 시도했지만, 이미 가입된 이메일 주소입니다. 본인이시라면 로그인해 주세요. 비밀번호를 잊으셨다면 로그인 페이지에서 새로 설정할 수 있습니다.",
      action: "로그인",
      note: "본인이 아니라면 따로 하실 일은 없습니다. 계정은 변경되지 않았습니다.",
    },
    passwordChanged: {
      subject: "[{{site}}] 비밀번호가 변경되었습니다",
      text: "{{site}} 계정의 비밀번호가 방금 변경되었으며, 모든 기기에서 로그아웃되었습니다.",
      action: "로그인",
      note: "본인이 변경하지 않으셨다면 로그인 페이지에서 즉시 새 비밀번호를 설정해 주세요.",
    },
    lowCredits: {
      subject: "[{{site}}] 크레딧이 얼마 남지 않았습니다",
      text: "{{site}} 계정에 {{credits}}크레딧이 남았습니다. 모두 사용하면 다음 청구 기간이 시작되거나 크레딧을 추가할 때까지 이미지를 처리할 수 없습니다.",
      action: "요금제와 크레딧 보기",
      note: "이 메일은 청구 기간마다 최대 한 번 보내 드립니다. 몇 크레딧이 남았을 때 받을지, 또는 받지 않을지 프로필에서 고를 수 있습니다.",
    },
    test: {
      subject: "[{{site}}] 테스트 메일",
      text: "테스트 메일입니다. {{site}}에서 메일이 정상적으로 발송됩니다.",
      action: "대시보드 열기",
      note: "{{site}} 관리자가 요청해 보낸 메일입니다.",
    },
  },
};
