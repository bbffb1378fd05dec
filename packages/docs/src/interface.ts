import type { Language } from "./languages.ts";

/** The words around the pages. */
export interface Interface {
  name: string;
  description: string;
  reference: string;
  editor: string;
  groups: { start: string; api: string; tools: string; operation: string };
  outline: string;
  previous: string;
  next: string;
  menu: string;
  language: string;
  top: string;
  skip: string;
  theme: string;
  toLight: string;
  toDark: string;
  copy: string;
  copied: string;
  permalink: string;
  search: {
    button: string;
    noResults: string;
    reset: string;
    back: string;
    details: string;
    select: string;
    navigate: string;
    close: string;
  };
  notFound: { title: string; quote: string; link: string };
}

export const interfaces: Record<Language, Interface> = {
  en: {
    name: "English",
    description: "Guides for Alphacut, the background-removal server of your own.",
    reference: "API reference",
    editor: "Editor",
    groups: {
      start: "Getting started",
      api: "The API",
      tools: "Tools",
      operation: "For operators",
    },
    outline: "On this page",
    previous: "Previous",
    next: "Next",
    menu: "Menu",
    language: "Change language",
    top: "Back to top",
    skip: "Skip to content",
    theme: "Theme",
    toLight: "Switch to light theme",
    toDark: "Switch to dark theme",
    copy: "Copy code",
    copied: "Copied",
    permalink: "Link to this section",
    search: {
      button: "Search",
      noResults: "No results for",
      reset: "Clear the search",
      back: "Close search",
      details: "Show details",
      select: "to open",
      navigate: "to move",
      close: "to close",
    },
    notFound: {
      title: "Page not found",
      quote: "There's no page at this URL. It may have moved.",
      link: "Go to the guides",
    },
  },
  th: {
    name: "ไทย",
    description: "คู่มือของ Alphacut เซิร์ฟเวอร์ลบพื้นหลังภาพ (ไดคัท) ที่คุณโฮสต์เอง",
    reference: "เอกสารอ้างอิง API (อังกฤษ)",
    editor: "ตัวแก้ไขภาพ",
    groups: {
      start: "เริ่มต้นใช้งาน",
      api: "API",
      tools: "เครื่องมือ",
      operation: "สำหรับผู้ดูแลเซิร์ฟเวอร์",
    },
    outline: "ในหน้านี้",
    previous: "ก่อนหน้า",
    next: "ถัดไป",
    menu: "เมนู",
    language: "เปลี่ยนภาษา",
    top: "กลับขึ้นด้านบน",
    skip: "ข้ามไปยังเนื้อหา",
    theme: "ธีม",
    toLight: "เปลี่ยนเป็นธีมสว่าง",
    toDark: "เปลี่ยนเป็นธีมมืด",
    copy: "คัดลอกโค้ด",
    copied: "คัดลอกแล้ว",
    permalink: "ลิงก์ไปยังหัวข้อนี้",
    search: {
      button: "ค้นหา",
      noResults: "ไม่พบผลลัพธ์สำหรับ",
      reset: "ล้างคำค้น",
      back: "ปิดการค้นหา",
      details: "แสดงรายละเอียด",
      select: "เพื่อเปิด",
      navigate: "เพื่อเลื่อน",
      close: "เพื่อปิด",
    },
    notFound: {
      title: "ไม่พบหน้านี้",
      quote: "ไม่พบหน้าที่ URL นี้ หน้าอาจถูกย้ายไปแล้ว",
      link: "ไปยังคู่มือ",
    },
  },
  tr: {
    name: "Türkçe",
    description:
      "Kendi sunucunuzda barındırdığınız arka plan kaldırma (dekupe) hizmeti Alphacut'ın kılavuzları.",
    reference: "API referansı (İngilizce)",
    editor: "Düzenleyici",
    groups: {
      start: "Başlarken",
      api: "API",
      tools: "Araçlar",
      operation: "Sunucu yöneticileri için",
    },
    outline: "Bu sayfada",
    previous: "Önceki",
    next: "Sonraki",
    menu: "Menü",
    language: "Dili değiştir",
    top: "Başa dön",
    skip: "İçeriğe geç",
    theme: "Tema",
    toLight: "Açık temaya geç",
    toDark: "Koyu temaya geç",
    copy: "Kodu kopyala",
    copied: "Kopyalandı",
    permalink: "Bu bölümün bağlantısı",
    search: {
      button: "Ara",
      noResults: "Sonuç bulunamadı:",
      reset: "Aramayı temizle",
      back: "Aramayı kapat",
      details: "Ayrıntıları göster",
      select: "açmak için",
      navigate: "gezinmek için",
      close: "kapatmak için",
    },
    notFound: {
      title: "Sayfa bulunamadı",
      quote: "Bu URL'de bir sayfa yok. Sayfa taşınmış olabilir.",
      link: "Kılavuzlara git",
    },
  },
  de: {
    name: "Deutsch",
    description:
      "Anleitungen zu Alphacut, dem selbst gehosteten Server zum Freistellen von Bildern und Entfernen von Hintergründen.",
    reference: "API-Referenz (englisch)",
    editor: "Editor",
    groups: {
      start: "Erste Schritte",
      api: "Die API",
      tools: "Werkzeuge",
      operation: "Für Betreiber",
    },
    outline: "Auf dieser Seite",
    previous: "Zurück",
    next: "Weiter",
    menu: "Menü",
    language: "Sprache wechseln",
    top: "Nach oben",
    skip: "Zum Inhalt springen",
    theme: "Design",
    toLight: "Zum hellen Design wechseln",
    toDark: "Zum dunklen Design wechseln",
    copy: "Code kopieren",
    copied: "Kopiert",
    permalink: "Link zu diesem Abschnitt",
    search: {
      button: "Suchen",
      noResults: "Nichts gefunden für",
      reset: "Suche leeren",
      back: "Suche schließen",
      details: "Details anzeigen",
      select: "zum Öffnen",
      navigate: "zum Navigieren",
      close: "zum Schließen",
    },
    notFound: {
      title: "Seite nicht gefunden",
      quote: "Unter dieser URL gibt es keine Seite. Vielleicht wurde sie verschoben.",
      link: "Zu den Anleitungen",
    },
  },
  ko: {
    name: "한국어",
    description: "셀프 호스팅 배경 제거(누끼) 서버 Alphacut의 가이드입니다.",
    reference: "API 레퍼런스(영문)",
    editor: "편집기",
    groups: {
      start: "시작하기",
      api: "API",
      tools: "도구",
      operation: "운영자용",
    },
    outline: "이 페이지의 내용",
    previous: "이전",
    next: "다음",
    menu: "메뉴",
    language: "언어 변경",
    top: "맨 위로",
    skip: "본문으로 건너뛰기",
    theme: "테마",
    toLight: "라이트 테마로 전환",
    toDark: "다크 테마로 전환",
    copy: "코드 복사",
    copied: "복사됨",
    permalink: "이 섹션 링크",
    search: {
      button: "검색",
      noResults: "검색 결과 없음:",
      reset: "검색어 지우기",
      back: "검색 닫기",
      details: "자세히 보기",
      select: "열기",
      navigate: "이동",
      close: "닫기",
    },
    notFound: {
      title: "페이지를 찾을 수 없습니다",
      quote: "이 URL에는 페이지가 없습니다. 다른 곳으로 이동했을 수 있습니다.",
      link: "가이드로 이동",
    },
  },
};
