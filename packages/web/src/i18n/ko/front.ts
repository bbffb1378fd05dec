import type { FrontSentences } from "../translation.ts";

export const front: FrontSentences = {
  front: {
    samples: "이미지가 없나요? 예시로 시험해 보세요",
    person: "인물",
    product: "상품",
    animal: "동물",
    car: "자동차",
    compare: "{{name}}, 전과 후",
    credits:
      "이미지: 아일린 콜린스, 사진 NASA(퍼블릭 도메인) · 에스프레소, 사진 Rachel Michetti(CC0) · 병아리와 자동차, 이 페이지를 위해 렌더링(CC0)",
    promises: "안심하고 사용하세요",
    stored: "저장하지 않습니다",
    storedText:
      "이미지는 서버 메모리에서만 처리되며 저장되지 않습니다. 편집 중인 내용은 이 브라우저에만 남습니다. 예외로 작업(일괄 처리)의 이미지는 작업이 만료되거나 삭제될 때까지 보관됩니다.",
    whole: "모든 픽셀 그대로",
    wholeText: "워터마크 없이 원본 크기로 PNG, WebP, JPEG 파일을 받습니다.",
    programs: "API로도 똑같이",
    programsText:
      "API 호출 한 번이면 같은 결과를 얻습니다. rembg.com, remove.bg, rembg용 프로그램은 URL만 바꾸면 됩니다.",
    prices: "요금",
    pricesText:
      "이미지 한 장은 1크레딧입니다. 그 뒤 하루 동안은 배경, 크기, 형식을 바꿔도 비용이 들지 않습니다.",
    guest: "계정 없이",
    account: "회원가입하면",
    free: "무료",
    keys: "API 키, 일별 사용량, API의 모든 효과",
    unlimited: "장수 제한 없음",
    perDay_one: "하루 {{count, number}}장",
    perDay_other: "하루 {{count, number}}장",
    perMonth_one: "월 {{count, number}}장",
    perMonth_other: "월 {{count, number}}장",
    pack_one: "원할 때 {{count, number}}장",
    pack_other: "원할 때 {{count, number}}장",
  },
  reference: {
    title: "API 레퍼런스",
    guest: "내 키로 요청을 시험해 보세요:",
    key: "이 페이지에서 보내는 요청에는 이 페이지용 키({{key}})가 사용됩니다. 이 키는 하루 동안 유효합니다.",
    revoke: "키 폐기",
    noKey: "이 페이지에서 보내는 요청에는 키가 포함되지 않습니다.",
    make: "이 페이지용 키 만들기",
  },
};
