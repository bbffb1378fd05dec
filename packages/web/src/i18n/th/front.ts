import type { FrontSentences } from "../translation.ts";

export const front: FrontSentences = {
  front: {
    samples: "ไม่มีรูปใช่ไหม ลองใช้รูปเหล่านี้",
    person: "คน",
    product: "สินค้า",
    animal: "สัตว์",
    car: "รถ",
    compare: "{{name}} ก่อนและหลัง",
    credits:
      "รูปภาพ: Eileen Collins ถ่ายโดย NASA (สาธารณสมบัติ) เอสเปรสโซ ถ่ายโดย Rachel Michetti (CC0) ลูกเจี๊ยบและรถ เรนเดอร์สำหรับหน้านี้ (CC0)",
    promises: "สิ่งที่คุณวางใจได้",
    stored: "ไม่จัดเก็บรูปภาพ",
    storedText: "รูปภาพของคุณประมวลผลในหน่วยความจำของเซิร์ฟเวอร์และไม่ถูกจัดเก็บไว้ งานที่กำลังแก้ไขจะอยู่ในเบราว์เซอร์นี้เท่านั้น",
    whole: "ครบทุกพิกเซล",
    wholeText: "คุณจะได้รูปขนาดเต็มโดยไม่มีลายน้ำ เป็น PNG, WebP หรือ JPEG",
    programs: "ใช้กับโปรแกรมได้ด้วย",
    programsText:
      "เรียก API ครั้งเดียวก็ได้ผลเหมือนกัน โปรแกรมที่ทำมาสำหรับ rembg.com, remove.bg หรือ rembg เพียงเปลี่ยนที่อยู่เซิร์ฟเวอร์",
    prices: "ค่าใช้จ่าย",
    pricesText: "หนึ่งรูปใช้หนึ่งเครดิต หลังจากนั้นเปลี่ยนพื้นหลัง ขนาด หรือรูปแบบไฟล์ได้ฟรีหนึ่งวัน",
    guest: "ไม่มีบัญชี",
    account: "มีบัญชี",
    free: "ฟรี",
    keys: "คีย์ API การใช้งานรายวัน และทุกเอฟเฟกต์ผ่าน API",
    unlimited: "ไม่จำกัดจำนวนรูป",
    perDay_one: "{{count, number}} รูปต่อวัน",
    perDay_other: "{{count, number}} รูปต่อวัน",
    perMonth_one: "{{count, number}} รูปต่อเดือน",
    perMonth_other: "{{count, number}} รูปต่อเดือน",
    pack_one: "{{count, number}} รูป ใช้เมื่อไรก็ได้",
    pack_other: "{{count, number}} รูป ใช้เมื่อไรก็ได้",
  },
  reference: {
    title: "เอกสารอ้างอิง API",
    guest: "ลองส่งคำขอด้วยคีย์ของคุณเอง:",
    key: "คำขอที่ลองในหน้านี้ใช้คีย์ {{key}} ซึ่งสร้างขึ้นสำหรับหน้านี้และใช้ได้หนึ่งวัน",
    revoke: "เพิกถอนคีย์",
    noKey: "คำขอที่ลองในหน้านี้ไม่มีคีย์",
    make: "สร้างคีย์สำหรับหน้านี้",
  },
};
