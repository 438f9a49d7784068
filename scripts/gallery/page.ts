/** The index of the gallery: one page that needs no script and fetches nothing from elsewhere. */
import { LOCALES, type Locale } from "../../src/language.ts";
import type { Hung, Kind, Shown } from "./draw.ts";
import type { Exhibit } from "./exhibits.ts";
import { STYLE } from "./style.ts";
import { language } from "./view.ts";

type Localised = Readonly<Record<Locale, string>>;

const NAME: Localised = { en: "Gallery", ko: "그림 모음" };
const LANGUAGE: Localised = { en: "Language", ko: "언어" };
const THEME: Localised = { en: "Theme", ko: "테마" };
const COMPARED: Localised = { en: "Compared", ko: "비교" };
const OWN_NAME: Localised = { en: "English", ko: "한국어" };

const KINDS: Readonly<Record<Kind, Localised>> = {
  run: { en: "whole run", ko: "전체 실행" },
  map: { en: "state map", ko: "상태 지도" },
  step: { en: "one step", ko: "한 단계" },
  moving: { en: "moving", ko: "움직이는 그림" },
  compare: { en: "side by side", ko: "나란히 보기" },
  systems: { en: "timers", ko: "타이머" },
};

const THEMES: Readonly<Record<Shown["theme"], Localised>> = {
  light: { en: "light", ko: "밝게" },
  dark: { en: "dark", ko: "어둡게" },
};

interface Choice {
  readonly value: string;
  readonly label: string;
}

export function indexPage(hung: readonly Hung[]): string {
  const rooms = [...new Set(hung.map(({ exhibit }) => exhibit.room))];
  const themes: Choice[] = [
    { value: "system", label: "as the system / 시스템 설정대로" },
    { value: "light", label: bilingual(THEMES.light) },
    { value: "dark", label: bilingual(THEMES.dark) },
    { value: "both", label: "both / 둘 다" },
  ];
  const languages: Choice[] = [
    { value: "both", label: "both / 둘 다" },
    ...LOCALES.map((locale) => ({ value: locale, label: OWN_NAME[locale] })),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Ackademy: ${bilingual(NAME)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>Ackademy: ${both(NAME)}</h1>
${choices("locale", LANGUAGE, languages)}
${choices("theme", THEME, themes)}
</header>
<nav>
${rooms.map((room) => contents(room, hung)).join("\n")}
</nav>
<main>
${hung.map(section).join("\n")}
</main>
</body>
</html>
`;
}

/** The first one is chosen. */
const choices = (name: string, legend: Localised, all: readonly Choice[]): string =>
  `<fieldset><legend>${both(legend)}</legend>${all
    .map(({ value, label }, i) => {
      const checked = i === 0 ? " checked" : "";
      const input = `<input type="radio" name="${name}" id="${name}-${value}"${checked}>`;
      return `<label>${input} ${label}</label>`;
    })
    .join("")}</fieldset>`;

function contents(room: Exhibit["room"], hung: readonly Hung[]): string {
  const own = hung.filter(({ exhibit }) => exhibit.room === room);
  const links = own.map(({ exhibit }) => `<a href="#${exhibit.id}">${exhibit.id}</a>`);
  return `<p><b>${both(roomName(room))}</b> ${links.join(" ")}</p>`;
}

const roomName = (room: Exhibit["room"]): Localised =>
  room === "compare"
    ? COMPARED
    : {
        en: language.say(`handshake.topic.${room}`, "en"),
        ko: language.say(`handshake.topic.${room}`, "ko"),
      };

const section = ({ exhibit, title, command, shown }: Hung): string =>
  `<section id="${exhibit.id}">
<h2>${both(title)}</h2>
<p><code>${escaped(command)}</code></p>
<div class="wall">
${shown.map(figure).join("\n")}
</div>
</section>`;

function figure({ locale, theme, kind, file, still, alt, width, height, page }: Shown): string {
  const image = `<img src="${file}" alt="${escaped(alt)}" width="${width}" height="${height}" loading="lazy">`;
  const calm =
    still === undefined
      ? image
      : `<picture><source media="(prefers-reduced-motion: reduce)" srcset="${still}">${image}</picture>`;
  const number = page ? ` ${page.number} / ${page.of}` : "";
  const words = `${KINDS[kind][locale]}${number}, ${THEMES[theme][locale]}`;
  return `<figure lang="${locale}" class="${locale} ${theme}"><a href="${file}">${calm}</a><figcaption>${words}</figcaption></figure>`;
}

const both = ({ en, ko }: Localised): string => `${escaped(en)} <span lang="ko">${escaped(ko)}</span>`;

const bilingual = ({ en, ko }: Localised): string => `${en} / ${ko}`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
