import type { FrontSentences } from "../translation.ts";

export const front: FrontSentences = {
  front: {
    samples: "Elinizde görsel yok mu? Bunlardan birini deneyin",
    person: "Kişi",
    product: "Ürün",
    animal: "Hayvan",
    car: "Araba",
    compare: "{{name}}, öncesi ve sonrası",
    credits:
      "Görseller: Eileen Collins, fotoğraf NASA (kamu malı); espresso, fotoğraf Rachel Michetti (CC0); civciv ve araba, bu sayfa için üretildi (CC0).",
    promises: "Neye güvenebilirsiniz?",
    stored: "Asla saklanmaz",
    storedText:
      "Görselleriniz sunucunun belleğinde işlenir ve orada asla saklanmaz. Üzerinde çalıştığınız görseller bu tarayıcıda kalır. Görselleri yalnızca işler (toplu işlem) saklar; onlar da süreleri dolana ya da siz silene kadar.",
    whole: "Her piksel",
    wholeText: "Görselinizi tam boyutta ve filigransız olarak PNG, WebP veya JPEG biçiminde geri alırsınız.",
    programs: "API de var",
    programsText:
      "Tek bir API çağrısı aynı işi yapar. rembg.com, remove.bg veya rembg için yazılmış programlarda yalnızca temel URL'yi (base URL) değiştirmeniz yeterlidir.",
    prices: "Fiyatlar",
    pricesText:
      "Bir görsel bir kredidir. Sonrasında arka planını, boyutunu veya biçimini bir gün boyunca ücretsiz değiştirebilirsiniz.",
    guest: "Hesap olmadan",
    account: "Hesabınızla",
    free: "Ücretsiz",
    keys: "API anahtarları, günlük kullanım, API ile tüm efektler",
    unlimited: "İstediğiniz kadar görsel",
    perDay_one: "Günde {{count, number}} görsel",
    perDay_other: "Günde {{count, number}} görsel",
    perMonth_one: "Ayda {{count, number}} görsel",
    perMonth_other: "Ayda {{count, number}} görsel",
    pack_one: "Dilediğiniz zaman {{count, number}} görsel",
    pack_other: "Dilediğiniz zaman {{count, number}} görsel",
  },
  reference: {
    title: "API referansı",
    guest: "İstekleri kendi anahtarınızla deneyin:",
    key: "Burada denediğiniz istekler, bu sayfa için oluşturulan ve bir gün geçerli olan {{key}} anahtarını kullanır.",
    revoke: "Anahtarı iptal et",
    noKey: "Burada denediğiniz istekler anahtar olmadan gönderilir.",
    make: "Bu sayfa için anahtar oluştur",
  },
};
