import type { Random } from "./random.ts";

/** A subject and a background as SVG content for a canvas of 1200 × 900. */
export interface Drawing {
  name: string;
  subject: (next: Random) => string;
  background: (next: Random) => string;
  /** Blur of the subject itself, σ in pixels. */
  defocus?: number;
  /** Noise of the camera, about a standard deviation in levels. */
  noise?: number;
}

export const DRAWINGS: readonly Drawing[] = [
  { name: "mug", subject: mug, background: room("#c9b79c", "#6f5a43") },
  { name: "hair", subject: hairy("#4a2f1b", "#8a5a34"), background: garden },
  { name: "fair-hair", subject: hairy("#c9a35a", "#f3dfa8"), background: room("#8fa3b0", "#3c4a55") },
  { name: "wheel", subject: wheel, background: garden },
  { name: "plant", subject: plant, background: room("#d8dde0", "#8c959b") },
  { name: "bottle", subject: bottle, background: garden },
  { name: "soft-ball", subject: ball, background: room("#b8c4a8", "#5d6b4e"), defocus: 5 },
  { name: "small-bird", subject: bird, background: garden },
];

function mug(): string {
  return `<defs><linearGradient id="body"><stop offset="0" stop-color="#7d1f1f"/><stop offset=".35" stop-color="#e04b3f"/>
    <stop offset="1" stop-color="#5c1414"/></linearGradient></defs>
    <path d="M720 380 q170 -10 160 130 q-10 130 -170 140" fill="none" stroke="#a32d27" stroke-width="46"/>
    <path d="M400 300 h330 l-20 420 q-145 50 -290 0 z" fill="url(#body)"/>
    <ellipse cx="565" cy="300" rx="165" ry="42" fill="#f2d9cf"/><ellipse cx="565" cy="304" rx="142" ry="32" fill="#3a1d12"/>
    <path d="M450 400 q-8 150 6 250" stroke="#ffb4a6" stroke-width="14" fill="none" opacity=".6"/>`;
}

/** A face and shoulders under thousands of strands. */
function hairy(dark: string, light: string): (next: Random) => string {
  return (next) => {
    const strands = Array.from({ length: 2600 }, () => {
      const angle = Math.PI * (0.9 + 1.2 * next());
      const [x, y] = [600 + 150 * Math.cos(angle), 380 + 190 * Math.sin(angle)];
      const reach = 60 + 190 * next() ** 2;
      const sway = 140 * (next() - 0.5);
      const [endX, endY] = [x + reach * Math.cos(angle) + sway, y + reach * Math.sin(angle) + 180 * next()];
      const color = next() > 0.5 ? dark : light;
      const control = `${x + (reach / 2) * Math.cos(angle) - sway} ${y + reach * Math.sin(angle)}`;
      return `<path d="M${x} ${y} Q${control} ${endX} ${endY}" stroke="${color}" stroke-width="${0.5 + 1.1 * next()}" fill="none"/>`;
    });
    return `<path d="M330 900 q20 -230 190 -260 h160 q170 30 190 260 z" fill="#34507a"/>
      <rect x="545" y="560" width="110" height="120" fill="#c58c6c"/>
      <ellipse cx="600" cy="380" rx="165" ry="205" fill="${dark}"/>
      <ellipse cx="600" cy="430" rx="125" ry="165" fill="#dba583"/>
      <ellipse cx="552" cy="410" rx="15" ry="9" fill="#2b1c14"/><ellipse cx="648" cy="410" rx="15" ry="9" fill="#2b1c14"/>
      <path d="M560 510 q40 30 80 0" stroke="#a04f48" stroke-width="12" fill="none"/>
      <path d="M600 420 l-14 60 h24" stroke="#b97f60" stroke-width="6" fill="none"/>${strands.join("")}`;
  };
}

function wheel(): string {
  const spokes = Array.from({ length: 28 }, (_, i) => {
    const angle = (i * 2 * Math.PI) / 28;
    return `<path d="M600 450 L${600 + 285 * Math.cos(angle)} ${450 + 285 * Math.sin(angle)}" stroke="#c8ccd0" stroke-width="3.2"/>`;
  });
  return `<g>${spokes.join("")}<circle cx="600" cy="450" r="305" fill="none" stroke="#1d1d20" stroke-width="34"/>
    <circle cx="600" cy="450" r="282" fill="none" stroke="#9aa0a6" stroke-width="12"/>
    <circle cx="600" cy="450" r="34" fill="#b9bec4"/><circle cx="600" cy="450" r="14" fill="#3a3d42"/></g>`;
}

function plant(next: Random): string {
  const leaves = Array.from({ length: 46 }, () => {
    const angle = -Math.PI * (0.08 + 0.84 * next());
    const reach = 160 + 260 * next();
    const [x, y] = [600 + reach * Math.cos(angle), 640 + reach * Math.sin(angle)];
    const turn = (angle * 180) / Math.PI + 40 * (next() - 0.5);
    const green = ["#2f6b2b", "#4d8f3a", "#6fae4f"][Math.floor(3 * next())];
    return `<path d="M600 640 Q${600 + 30 * (next() - 0.5)} ${640 - reach / 2} ${x} ${y}" stroke="#3c5e2a" stroke-width="3" fill="none"/>
      <g transform="translate(${x} ${y}) rotate(${turn})"><path d="M0 0 q38 -26 84 0 q-46 26 -84 0" fill="${green}"/></g>`;
  });
  return `${leaves.join("")}<path d="M480 630 h240 l-34 190 h-172 z" fill="#b5653c"/><rect x="468" y="612" width="264" height="42" rx="8" fill="#cd7a4d"/>`;
}

function bottle(): string {
  return `<path d="M545 150 h110 v150 q90 60 90 170 v300 q0 40 -40 40 h-210 q-40 0 -40 -40 v-300 q0 -110 90 -170 z"
    fill="#2f7d5b" fill-opacity=".55"/>
    <path d="M545 150 h110 v150 q90 60 90 170 v300 q0 40 -40 40 h-210 q-40 0 -40 -40 v-300 q0 -110 90 -170 z"
    fill="none" stroke="#1c5a40" stroke-width="9" stroke-opacity=".9"/>
    <rect x="535" y="110" width="130" height="56" rx="10" fill="#8d6b3f"/>
    <rect x="468" y="520" width="264" height="170" fill="#f4ead2"/><rect x="500" y="560" width="200" height="22" fill="#7a3b2e"/>
    <rect x="520" y="610" width="160" height="14" fill="#7a3b2e"/><path d="M505 400 v360" stroke="#e9fff4" stroke-opacity=".7" stroke-width="12"/>`;
}

function ball(): string {
  return `<defs><radialGradient id="ball" cx=".35" cy=".3" r=".8"><stop offset="0" stop-color="#ffe27a"/>
    <stop offset=".6" stop-color="#e0902c"/><stop offset="1" stop-color="#7a3f0c"/></radialGradient></defs>
    <circle cx="600" cy="460" r="260" fill="url(#ball)"/><path d="M360 400 q240 120 480 0" stroke="#fff3d0" stroke-width="26" fill="none"/>`;
}

function bird(next: Random): string {
  const feathers = Array.from({ length: 260 }, () => {
    const angle = 2 * Math.PI * next();
    const [x, y] = [812 + 58 * Math.cos(angle), 372 + 40 * Math.sin(angle)];
    return `<path d="M${x} ${y} l${16 * Math.cos(angle) - 6} ${12 * Math.sin(angle)}" stroke="#7a2a22" stroke-width="1.6"/>`;
  });
  return `<path d="M770 420 L690 470 L780 440 z" fill="#5c1f1a"/><ellipse cx="812" cy="372" rx="62" ry="44" fill="#a8382c"/>
    ${feathers.join("")}<circle cx="872" cy="332" r="30" fill="#b8463a"/><path d="M898 328 l34 8 l-32 12 z" fill="#e0a92e"/>
    <circle cx="882" cy="326" r="5" fill="#111"/><path d="M800 412 v40 M824 412 v40" stroke="#5a4a2a" stroke-width="4"/>`;
}

function room(wall: string, floor: string): (next: Random) => string {
  return (next) => {
    const shapes = Array.from({ length: 14 }, () => {
      const shade = next() > 0.5 ? "#ffffff" : "#000000";
      return `<rect x="${1200 * next()}" y="${600 * next()}" width="${40 + 200 * next()}" height="${40 + 220 * next()}" fill="${shade}" opacity="${0.08 + 0.14 * next()}"/>`;
    });
    return `<rect width="1200" height="900" fill="${wall}"/><rect y="640" width="1200" height="260" fill="${floor}"/>${shapes.join("")}
      <ellipse cx="600" cy="790" rx="360" ry="50" fill="#000" opacity=".25"/>`;
  };
}

function garden(next: Random): string {
  const leaves = Array.from({ length: 420 }, () => {
    const color = ["#2d4a22", "#55793a", "#8fae5f", "#c9d39a", "#3b3a24"][Math.floor(5 * next())];
    return `<ellipse cx="${1200 * next()}" cy="${900 * next()}" rx="${12 + 60 * next()}" ry="${10 + 40 * next()}" fill="${color}" opacity="${0.35 + 0.5 * next()}"/>`;
  });
  return `<rect width="1200" height="900" fill="#5d7a45"/><rect width="1200" height="300" fill="#a9c4d8"/>${leaves.join("")}`;
}
