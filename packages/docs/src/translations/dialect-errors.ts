import type { DocumentedError } from "@alphacut/server";
import type { Translated } from "../languages.ts";

/** A field of the remove.bg API whose value is not taken. */
const badValue: Translated = {
  en: "The value of this field isn't accepted. See the API reference for the accepted values.",
  th: "ค่าของฟิลด์นี้ใช้ไม่ได้ ดูค่าที่ใช้ได้ในเอกสารอ้างอิง API (ภาษาอังกฤษ)",
  tr: "Bu alanın değeri geçersiz. Geçerli değerler API referansında (İngilizce) yer alır.",
  de: "Der Wert dieses Feldes ist ungültig. Die API-Referenz (auf Englisch) nennt die zulässigen Werte.",
  ko: "이 필드에 사용할 수 없는 값입니다. 사용할 수 있는 값은 API 레퍼런스(영문)에 나와 있습니다.",
};

/** What only the remove.bg API and rembg's HTTP server answer. */
export const dialectErrors = {
  missing_source: {
    en: "Send the photo as `image_file`, `image_file_b64`, or `image_url`.",
    th: "ส่งภาพถ่ายในฟิลด์ `image_file`, `image_file_b64` หรือ `image_url`",
    tr: "Fotoğrafı `image_file`, `image_file_b64` ya da `image_url` olarak gönderin.",
    de: "Senden Sie das Foto als `image_file`, `image_file_b64` oder `image_url`.",
    ko: "사진을 `image_file`, `image_file_b64`, `image_url` 중 하나로 보내세요.",
  },
  multiple_sources: {
    en: "Send the photo in only one of these fields.",
    th: "ให้ส่งภาพถ่ายในฟิลด์เดียวจากฟิลด์เหล่านี้เท่านั้น",
    tr: "Fotoğrafı bu alanlardan yalnızca birinde gönderin.",
    de: "Senden Sie das Foto nur in einem dieser Felder.",
    ko: "사진은 세 필드 중 하나로만 보내세요.",
  },
  multiple_bg_sources: {
    en: "An image can have only one background. Send only one of the three fields.",
    th: "ภาพหนึ่งมีพื้นหลังได้แบบเดียว ให้ส่งเพียงหนึ่งในสามฟิลด์นี้",
    tr: "Bir görselin tek arka planı olabilir. Üç alandan yalnızca birini gönderin.",
    de: "Ein Bild kann nur einen Hintergrund haben. Senden Sie nur eines der drei Felder.",
    ko: "배경은 하나만 지정할 수 있습니다. 세 필드 중 하나만 보내세요.",
  },
  roi_exceeds_bounds: {
    en: "The region isn't within the photo. Pixels are counted after the EXIF orientation has been applied.",
    th: "พื้นที่ที่ระบุไม่ได้อยู่ภายในภาพถ่าย ระบบนับพิกเซลหลังจากหมุนภาพตามค่า EXIF แล้ว",
    tr: "Bölge fotoğrafın dışına taşıyor. Pikseller, EXIF yönü uygulandıktan sonra sayılır.",
    de: "Der Bereich liegt nicht ganz im Foto. Gezählt werden die Pixel nach Anwendung der EXIF-Ausrichtung.",
    ko: "영역이 사진을 벗어납니다. 픽셀 좌표는 EXIF 방향을 적용한 사진을 기준으로 합니다.",
  },
  roi_region_empty: {
    en: "The region has no pixels: its second corner must lie to the right of and below the first.",
    th: "พื้นที่ที่ระบุไม่มีพิกเซลอยู่เลย มุมที่สองต้องอยู่ทางขวาและต่ำกว่ามุมแรก",
    tr: "Bölgede piksel yok: ikinci köşe, ilkinin sağında ve altında olmalıdır.",
    de: "Der Bereich hat keine Pixel: Die zweite Ecke muss rechts von der ersten und unter ihr liegen.",
    ko: "영역에 픽셀이 없습니다. 두 번째 모서리는 첫 번째 모서리의 오른쪽 아래에 있어야 합니다.",
  },
  unknown_foreground: {
    en: "No subject was found, so you aren't charged. Send a photo whose subject stands out more.",
    th: "ไม่พบวัตถุหลัก จึงไม่หักเครดิต ให้ส่งภาพถ่ายที่วัตถุหลักเด่นชัดกว่านี้",
    tr: "Özne bulunamadı. Kredi düşülmez; öznesi daha belirgin bir fotoğraf gönderin.",
    de: "Es wurde kein Motiv gefunden, deshalb wird nichts berechnet. Senden Sie ein Foto, dessen Motiv sich besser abhebt.",
    ko: "피사체를 찾지 못했습니다. 크레딧은 차감되지 않습니다. 피사체가 더 뚜렷한 사진을 보내세요.",
  },
  invalid_bg_image_url: {
    en: "The URL of the background isn't public, or isn't http(s). `detail` says why.",
    th: "URL ของภาพพื้นหลังไม่ได้เปิดสู่สาธารณะ หรือไม่ใช่ http(s) ดูสาเหตุใน `detail`",
    tr: "Arka planın URL'si herkese açık değil ya da http(s) değil. Nedeni `detail` içindedir.",
    de: "Die URL des Hintergrunds ist nicht öffentlich oder nicht http(s). `detail` sagt, warum.",
    ko: "배경 이미지의 URL이 공개되어 있지 않거나 http(s)가 아닙니다. 이유는 `detail`에 나옵니다.",
  },
  failed_bg_download: {
    en: "The background couldn't be downloaded. Open the URL yourself, or send the file as `bg_image_file`.",
    th: "ดาวน์โหลดภาพพื้นหลังไม่ได้ ให้ลองเปิด URL ด้วยตัวเอง หรือส่งไฟล์ในฟิลด์ `bg_image_file`",
    tr: "Arka plan indirilemedi. URL'yi kendiniz açmayı deneyin ya da dosyayı `bg_image_file` olarak gönderin.",
    de: "Der Hintergrund ließ sich nicht herunterladen. Öffnen Sie die URL selbst oder senden Sie die Datei als `bg_image_file`.",
    ko: "배경 이미지를 다운로드하지 못했습니다. URL을 직접 열어 확인하거나 파일을 `bg_image_file`로 보내세요.",
  },
  invalid_size: badValue,
  invalid_format: badValue,
  invalid_channels: badValue,
  invalid_roi: badValue,
  invalid_crop_margin: badValue,
  invalid_scale: badValue,
  invalid_position: badValue,
  invalid_semitransparency: badValue,
  invalid_bg_color: badValue,
  invalid_parameter: badValue,
  WrongParameters: {
    en: "Some parameters are invalid. `detail` lists each one with the values it accepts.",
    th: "พารามิเตอร์บางตัวไม่ถูกต้อง ดูพารามิเตอร์แต่ละตัวและค่าที่ใช้ได้ใน `detail`",
    tr: "Parametreler hatalı. `detail`, her birini geçerli değerleriyle listeler.",
    de: "Einige Parameter sind ungültig. `detail` nennt jeden mit den zulässigen Werten.",
    ko: "잘못된 매개변수가 있습니다. 각 매개변수와 사용할 수 있는 값이 `detail`에 나옵니다.",
  },
  ModelNotInstalled: {
    en: "The operator can install the model with the command in the message, or set `ALPHACUT_MODEL_SUBSTITUTE=true`.",
    th: "ผู้ดูแลเซิร์ฟเวอร์ติดตั้งโมเดลได้ด้วยคำสั่งในข้อความ หรือตั้งค่า `ALPHACUT_MODEL_SUBSTITUTE=true`",
    tr: "Sunucu yöneticisi modeli mesajdaki komutla kurabilir ya da `ALPHACUT_MODEL_SUBSTITUTE=true` ayarını kullanabilir.",
    de: "Der Betreiber kann das Modell mit dem Befehl in der Meldung installieren oder `ALPHACUT_MODEL_SUBSTITUTE=true` setzen.",
    ko: "운영자는 메시지에 나온 명령으로 모델을 설치하거나 `ALPHACUT_MODEL_SUBSTITUTE=true`로 설정할 수 있습니다.",
  },
  UnknownModel: {
    en: "There's no model with this name. Omit `model` to use the default model.",
    th: "ไม่มีโมเดลชื่อนี้ หากต้องการใช้โมเดลเริ่มต้น ไม่ต้องใส่ `model`",
    tr: "Bu adda bir model yok. Varsayılan modeli kullanmak için `model` göndermeyin.",
    de: "Es gibt kein Modell mit diesem Namen. Ohne `model` wird das Standardmodell verwendet.",
    ko: "이 이름의 모델은 없습니다. `model`을 생략하면 기본 모델을 사용합니다.",
  },
} satisfies Partial<Record<DocumentedError, Translated>>;

/** What the same names mean in these two, which take more kinds of pictures, in fields of other names. */
export const inOtherDialects = {
  NoImage: {
    en: "The request has no photo. The message names the field to send it in.",
    th: "ไม่มีภาพถ่ายในคำขอ ข้อความระบุชื่อฟิลด์ที่ต้องใช้ส่ง",
    tr: "İstekte fotoğraf yok. Alanın adı mesajda yazar.",
    de: "In der Anfrage fehlt das Foto. Die Meldung nennt das Feld, in dem Sie es senden.",
    ko: "요청에 사진이 없습니다. 사진을 담을 필드 이름은 메시지에 나옵니다.",
  },
  InvalidImage: {
    en: "The data isn't an image, or the file is damaged or incomplete.",
    th: "ข้อมูลไม่ใช่ภาพ หรือไฟล์เสียหายหรือส่งมาไม่ครบ",
    tr: "Veri bir görsel değil ya da dosya bozuk veya eksik.",
    de: "Die Daten sind kein Bild, oder die Datei ist beschädigt oder unvollständig.",
    ko: "이미지가 아니거나, 파일이 손상되었거나 일부만 전송되었습니다.",
  },
  UnsupportedImage: {
    en: "This file type can't be read, such as PDF or SVG. Convert the image to JPEG or PNG.",
    th: "อ่านไฟล์ชนิดนี้ไม่ได้ เช่น PDF หรือ SVG ให้แปลงเป็น JPEG หรือ PNG ก่อน",
    tr: "PDF ya da SVG gibi okunamayan bir dosya türü. Görseli JPEG ya da PNG'ye dönüştürün.",
    de: "Dieser Dateityp kann nicht gelesen werden, etwa PDF oder SVG. Wandeln Sie das Bild in JPEG oder PNG um.",
    ko: "PDF나 SVG처럼 읽을 수 없는 형식의 이미지입니다. JPEG나 PNG로 변환하세요.",
  },
} satisfies Partial<Record<DocumentedError, Translated>>;
