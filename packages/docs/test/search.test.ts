import { describe, expect, it } from "vitest";
import type { Language } from "../src/languages.ts";
import { stems } from "../src/search/stems.ts";
import { fold, tokenize } from "../src/search/tokens.ts";
import { searchIn } from "./testing/page-index.ts";

/** What readers type, and the page that answers it. */
const queries: Record<Language, readonly (readonly [query: string, page: string])[]> = {
  en: [
    ["remove background", "fapihub"],
    ["product photos", "index"],
    ["drop shadows", "fapihub"],
    ["quotas", "credits"],
    ["rate limits", "rmbg"],
    ["rate-limit", "rmbg"],
    ["api keys", "credits"],
    ["environment variables", "self-hosting"],
    ["reverse proxies", "operating"],
    ["batches", "jobs"],
    ["migrate", "moving-over"],
    ["webhook signature", "jobs"],
    ["licenses", "models"],
    ["retrying", "client-library"],
  ],
  th: [
    ["ไดคัท", "index"],
    ["ตัดพื้นหลัง", "index"],
    ["ลบพื้นหลัง", "index"],
    ["remove background", "fapihub"],
    ["ภาพสินค้า", "rmbg"],
    ["พื้นหลังโปร่งใส", "index"],
    ["การยืนยันตัวตน", "rmbg"],
    ["authentication", "rmbg"],
    ["endpoint", "rmbg"],
    ["โควตา", "credits"],
    ["โควต้า", "credits"],
    ["quota", "credits"],
    ["เครดิตหมด", "credits"],
    ["rate limit", "rmbg"],
    ["คีย์ API", "quick-start"],
    ["อีเมล์ยืนยัน", "quick-start"],
    ["log", "monitoring"],
    ["ล็อก", "operating"],
    ["stdin", "command-line"],
    ["CLI", "command-line"],
    ["วิดีโอ", "command-line"],
    ["video", "command-line"],
    ["แคนวาส", "rmbg"],
    ["เเคนวาส", "rmbg"],
    ["crop", "rmbg"],
    ["drop shadow", "fapihub"],
    ["ไล่ระดับสี", "fapihub"],
    ["ออฟเซ็ต", "fapihub"],
    ["self-host", "self-hosting"],
    ["โฮสต์เอง", "self-hosting"],
    ["ตัวแปรสภาพแวดล้อม", "self-hosting"],
    ["GPU", "self-hosting"],
    ["docker", "deployment"],
    ["รีเวิร์สพร็อกซี", "operating"],
    ["reverse proxy", "operating"],
    ["backup", "operating"],
    ["อัพเกรด", "operating"],
    ["อัพเดต", "operating"],
    ["เมตริก", "monitoring"],
    ["ข้อผิดพลาด", "errors"],
    ["error", "errors"],
    ["timeout", "client-library"],
    ["เว็บฮุก", "jobs"],
    ["batch", "jobs"],
    ["หลายรูปพร้อมกัน", "jobs"],
    ["migration", "moving-over"],
    ["ลิขสิทธิ์", "models"],
    ["license", "models"],
    ["offline", "editor"],
  ],
  tr: [
    ["şeffaf", "index"],
    ["dekupe", "index"],
    ["resim", "index"],
    ["arkaplan silme", "fapihub"],
    ["ürün fotoğrafı", "rmbg"],
    ["beyaz arka plan", "rmbg"],
    ["toplu işlem", "jobs"],
    ["toplu", "jobs"],
    ["kota", "credits"],
    ["üyelik", "credits"],
    ["fatura dönemi", "credits"],
    ["hash", "operating"],
    ["metrikler", "monitoring"],
    ["metrik", "monitoring"],
    ["günlük (log)", "monitoring"],
    ["gradyan", "fapihub"],
    ["renk geçişi", "fapihub"],
    ["istek sınırı", "rmbg"],
    ["golge", "fapihub"],
    ["bulanık arka plan", "fapihub"],
    ["şifre", "quick-start"],
    ["KİMLİK DOĞRULAMA", "rmbg"],
    ["kimlik dogrulama", "rmbg"],
    ["kurulum", "self-hosting"],
    ["docker", "deployment"],
    ["yedekleme", "operating"],
    ["zaman aşımı", "client-library"],
    ["komut satırı", "command-line"],
    ["CLI", "command-line"],
    ["editör", "editor"],
    ["çevrimdışı", "editor"],
    ["lisansı", "models"],
    ["yapay zeka", "command-line"],
    ["kredilerim", "credits"],
    ["anahtarımı iptal", "quick-start"],
    ["arka plan kaldırma", "index"],
    ["arka plan kaldirma", "index"],
    ["reverse proxy", "operating"],
    ["ters proxy", "operating"],
    ["hata mesajları", "errors"],
    ["önbellek", "operating"],
    ["güvenlik açığı", "operating"],
    ["anahtarlarını", "quick-start"],
    ["ortam degiskenleri", "self-hosting"],
  ],
  de: [
    ["Hintergrundentfernung", "index"],
    ["Hintergrund entfernen", "editor"],
    ["Freisteller", "index"],
    ["Produktfotos", "index"],
    ["Onlineshop", "editor"],
    ["weißer Hintergrund", "rmbg"],
    ["Farbverlauf", "fapihub"],
    ["Alphakanal", "rmbg"],
    ["Groesse", "rmbg"],
    ["Grösse", "rmbg"],
    ["Authentifizierung", "rmbg"],
    ["Header", "rmbg"],
    ["Rate Limit", "rmbg"],
    ["Ratelimit", "rmbg"],
    ["Schluessel", "quick-start"],
    ["API-Schluessel", "quick-start"],
    ["Fehlerbehandlung", "errors"],
    ["Fehlercodes", "errors"],
    ["Kontingent", "credits"],
    ["Guthaben", "credits"],
    ["Prepaid", "credits"],
    ["Preise", "credits"],
    ["Stapelverarbeitung", "jobs"],
    ["Batch", "jobs"],
    ["Signatur", "jobs"],
    ["Migration", "moving-over"],
    ["Frames", "command-line"],
    ["CLI", "command-line"],
    ["Self-Hosting", "self-hosting"],
    ["selbst hosten", "self-hosting"],
    ["IP-Adresse", "self-hosting"],
    ["Umgebungsvariablen", "self-hosting"],
    ["Grafikkarten", "self-hosting"],
    ["Docker", "deployment"],
    ["Metriken", "monitoring"],
    ["Überwachung", "monitoring"],
    ["Datensicherung", "operating"],
    ["Lizenzen", "models"],
  ],
  ko: [
    ["누끼", "index"],
    ["누끼 따기", "index"],
    ["배경제거", "index"],
    ["배경 제거", "index"],
    ["배경 지우기", "index"],
    ["투명 배경", "rmbg"],
    ["상품 사진", "index"],
    ["쇼핑몰", "editor"],
    ["배경색 변경", "rmbg"],
    ["그림자", "fapihub"],
    ["그라데이션", "fapihub"],
    ["설치 방법", "quick-start"],
    ["파이썬", "quick-start"],
    ["회원가입", "quick-start"],
    ["이메일 인증", "quick-start"],
    ["키 발급", "quick-start"],
    ["API키", "quick-start"],
    ["키 폐기", "quick-start"],
    ["오류 코드", "errors"],
    ["에러 코드", "errors"],
    ["타임아웃", "client-library"],
    ["재시도", "client-library"],
    ["크레딧으로", "credits"],
    ["크레딧을", "credits"],
    ["요금제", "credits"],
    ["결제", "credits"],
    ["요청 한도", "credits"],
    ["속도 제한", "rmbg"],
    ["일일 한도", "rmbg"],
    ["일괄처리", "jobs"],
    ["대량 처리", "jobs"],
    ["웹훅을", "jobs"],
    ["동영상", "command-line"],
    ["오프라인", "editor"],
    ["마이그레이션", "moving-over"],
    ["라이선스", "models"],
    ["설치형", "self-hosting"],
    ["온프레미스", "self-hosting"],
    ["셀프호스팅", "self-hosting"],
    ["환경변수", "self-hosting"],
    ["환불", "self-hosting"],
    ["도커", "deployment"],
    ["쿠버네티스", "deployment"],
    ["헬스 체크", "operating"],
    ["리버스프록시", "operating"],
    ["백업", "operating"],
    ["롤백", "operating"],
    ["메트릭", "monitoring"],
    ["모니터링", "monitoring"],
    ["로그", "monitoring"],
  ],
};

describe.each(Object.entries(queries))("the search of the guides in %s", (language, asked) => {
  const search = searchIn(language as Language);

  it.each(asked)("finds %s among the first three pages: %s", (query, page) => {
    expect(search(query).slice(0, 3)).toContain(page);
  });
});

describe("the words of a text", () => {
  it("are found in Thai, which has no blanks, and at the borders of scripts", () => {
    expect(tokenize("ลบพื้นหลังด้วย API")).toEqual(expect.arrayContaining(["ลบ", "ด้วย", "API"]));
    expect(tokenize("API키")).toEqual(["API", "키"]);
  });

  it("share threes of letters where Thai spells a foreign word in several ways", () => {
    for (const [official, typed] of [
      ["โควตา", "โควต้า"],
      ["อัปเกรด", "อัพเกรด"],
      ["แคนวาส", "เเคนวาส"],
    ] as const) {
      expect(tokenize(typed)).toEqual(expect.arrayContaining(tokenize(official).slice(-2)));
    }
  });

  it("are the same for Korean compounds with and without blanks", () => {
    expect(tokenize("배경 제거")).toEqual(tokenize("배경제거"));
  });

  it("are the same with and without hyphens", () => {
    expect(tokenize("Rate-Limit")).toEqual(["Rate", "Limit", "RateLimit"]);
  });

  it("are the same with and without marks, and as people without umlauts type them", () => {
    expect(["Özellik", "ÖZELLİK", "ozellik"].map((word) => fold(word)[0])).toEqual(Array(3).fill("ozellik"));
    expect(fold("Größe")).toEqual(["grosse", "groesse"]);
    expect(fold("Grösse")).toEqual(["grosse", "groesse"]);
    expect(fold("배경")).toEqual(["배경"]);
  });

  it("share a beginning with their other forms", () => {
    expect(stems("licenses", "en")).toContain("licen");
    expect(stems("queries", "en")).toContain("quer");
    expect(stems("anahtarlarini", "tr")).toContain("anahtar");
    expect(stems("schlusseln", "de")).toContain("schlussel");
  });
});
