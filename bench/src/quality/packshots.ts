import type { Drawing } from "./drawings.ts";
import type { Random } from "./random.ts";

/** What shops and designers upload: things on a plain backdrop, and a scene that only looks like one. */
export const PACKSHOTS: readonly Drawing[] = [
  {
    name: "shadowed-box",
    subject: shadowedBox,
    background: sweep("#f4f4f2", "#d9d9d6", contactShadow(0.45)),
  },
  { name: "outlined-bird", subject: outlinedBird, background: sweep("#dfe0e3", "#cfd0d4") },
  { name: "text", subject: text, background: sweep("#ffffff", "#ffffff") },
  { name: "cover", subject: cover, background: sweep("#1fae4a", "#179040") },
  { name: "ring", subject: ring, background: sweep("#101014", "#0c0c10") },
  { name: "white-on-white", subject: whiteCup, background: sweep("#f2f2f0", "#ebebe8") },
  { name: "cropped-bottle", subject: croppedBottle, background: sweep("#cfe0f2", "#b9cfe6") },
  { name: "wall-and-floor", subject: shadowedBox, background: wallAndFloor },
  { name: "twigs", subject: twigs, background: sweep("#22aa48", "#1f9c42", shadow(630, 520, 170, 260, 0.2)) },
  {
    name: "shadow-on-black",
    subject: shadowedBox,
    background: sweep("#101012", "#0d0d0f", contactShadow(0.45)),
  },
  {
    name: "drawn-tower",
    subject: drawnTower,
    background: sweep("#ffffff", "#ffffff", shadow(850, 710, 170, 40, 0.3)),
  },
  { name: "bands", subject: shadowedBox, background: sweep("#d2e2f2", "#bed2e8"), noise: 0 },
];

function sweep(top: string, bottom: string, further = ""): () => string {
  return () => `<defs><linearGradient id="sweep" x2="0" y2="1"><stop offset="0" stop-color="${top}"/>
    <stop offset="1" stop-color="${bottom}"/></linearGradient></defs><rect width="1200" height="900" fill="url(#sweep)"/>${further}`;
}

function contactShadow(opacity: number): string {
  return shadow(620, 700, 260, 26, opacity);
}

function shadow(cx: number, cy: number, rx: number, ry: number, opacity: number): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="#000" opacity="${opacity}"/>`;
}

function wallAndFloor(): string {
  return `<rect width="1200" height="900" fill="#e9e7e2"/><rect y="560" width="1200" height="340" fill="#cdbfa8"/>
    ${contactShadow(0.35)}`;
}

function shadowedBox(): string {
  return `<path d="M420 300 l360 -30 v400 l-360 30 z" fill="#b4512e"/><path d="M780 270 l90 50 v380 l-90 -30 z" fill="#7d3419"/>
    <rect x="480" y="400" width="240" height="150" fill="#f6f3ea"/><rect x="510" y="440" width="180" height="24" fill="#b4512e"/>`;
}

function outlinedBird(): string {
  return `<path d="M360 560 q40 -260 260 -280 q180 0 200 160 l70 30 -70 20 q-20 210 -260 210 q-150 0 -200 -140 z"
    fill="#fdfdfd" stroke="#16161a" stroke-width="12"/><circle cx="740" cy="400" r="16" fill="#16161a"/>
    <path d="M480 520 q90 90 220 20" fill="none" stroke="#16161a" stroke-width="8"/>`;
}

/** Gray stone within black lines, which is all that a model sees of it. */
function drawnTower(): string {
  const stone = `stroke="#101010" stroke-width="8" stroke-linejoin="round"`;
  return `<path d="M440 720 v-380 h-40 v-120 h70 v40 h50 v-40 h60 v40 h50 v-40 h70 v120 h-40 v380 z" fill="#dcdcdc" ${stone}/>
    <path d="M660 340 l90 -50 v370 l-90 60 z" fill="#b9b9b9" ${stone}/><path d="M500 720 v-110 q50 -60 100 0 v110 z" fill="#8a5a33" ${stone}/>`;
}

function twigs(next: Random): string {
  const stems = Array.from({ length: 46 }, () => {
    const [foot, tip, height] = [600 + 60 * (next() - 0.5), 600 + 420 * (next() - 0.5), 260 + 260 * next()];
    const color = next() < 0.5 ? "#7d7468" : "#5b5148";
    return `<path d="M${foot} 720 Q${(foot + tip) / 2} ${720 - height / 2} ${tip} ${720 - height}" stroke="${color}"
      stroke-width="${3 + 3 * next()}" fill="none"/><circle cx="${tip}" cy="${720 - height}" r="9" fill="#75608f"/>`;
  });
  return stems.join("");
}

function text(): string {
  return `<g font-family="DejaVu Sans, sans-serif" fill="#25304a"><text x="220" y="430" font-size="170">Boden &amp; Co</text>
    <text x="226" y="530" font-size="46">since 1921, open daily</text></g><path d="M226 570 h700" stroke="#25304a" stroke-width="2"/>`;
}

function cover(): string {
  return `<path d="M380 170 l430 16 -14 560 -430 -8 z" fill="#7fa9d6"/><path d="M376 470 l428 -60 -8 336 -430 -8 z" fill="#3d6b3a"/>
    <circle cx="600" cy="360" r="90" fill="#d8b48a"/><path d="M520 720 q80 -300 160 0 z" fill="#913a52"/>`;
}

function ring(): string {
  return `<circle cx="600" cy="450" r="230" fill="none" stroke="#d8a53a" stroke-width="42"/>
    <path d="M560 190 l40 -60 40 60 -40 40 z" fill="#cfe8f2"/>`;
}

function whiteCup(): string {
  return `<path d="M700 380 q150 0 140 100 q-10 100 -150 100" fill="none" stroke="#fbfbfa" stroke-width="34"/>
    <path d="M420 300 h300 l-24 380 q-126 40 -252 0 z" fill="#fefefe"/><ellipse cx="570" cy="302" rx="150" ry="34" fill="#dedcd6"/>`;
}

function croppedBottle(): string {
  return `<path d="M540 260 h120 v150 q80 50 80 150 v340 h-280 v-340 q0 -100 80 -150 z" fill="#274c8f"/>
    <rect x="528" y="210" width="144" height="60" rx="8" fill="#d9b25c"/><rect x="470" y="600" width="260" height="180" fill="#f2efe6"/>`;
}
