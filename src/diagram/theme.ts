/** How roles look. Fills are Okabe and Ito's colours, told apart by every eye, with dark text on them. */
import { FILLS, type Role, type Shape, WORDS } from "./shape.ts";

export type ThemeName = "light" | "dark";

export interface Theme {
  readonly colours: Readonly<Record<Role, string>>;
  /** Of what is not the newest step. */
  readonly dimmed: Readonly<Record<Role, string>>;
}

const OKABE_ITO = {
  orange: "#e69f00",
  sky: "#56b4e9",
  green: "#1fae7f",
  vermilion: "#e8743b",
  purple: "#cc79a7",
} as const;

const INK = "#14171c";

const fills = {
  openingFill: OKABE_ITO.orange,
  openFill: OKABE_ITO.green,
  closingFill: OKABE_ITO.vermilion,
  halfFill: OKABE_ITO.purple,
  waitFill: OKABE_ITO.sky,
} as const;

const light: Readonly<Record<Role, string>> = {
  ground: "#ffffff",
  text: "#14171c",
  muted: "#59616d",
  hair: "#e4e7eb",
  lifeline: "#b9c0ca",
  title: "#1f242c",
  onTitle: "#ffffff",
  onFill: INK,
  open: "#0067a5",
  data: "#3c4fa8",
  ack: "#007949",
  close: "#b04a00",
  alarm: "#b20060",
  closedFill: "#aeb2b8",
  listenFill: "#c7cdd6",
  ...fills,
};

const dark: Readonly<Record<Role, string>> = {
  ground: "#1b1d22",
  text: "#f2f4f7",
  muted: "#a9b1bd",
  hair: "#33373f",
  lifeline: "#5b626e",
  title: "#eef1f5",
  onTitle: "#14171c",
  onFill: INK,
  open: "#62b8ee",
  data: "#d0c8ff",
  ack: "#3fcf9f",
  close: "#ff9d57",
  alarm: "#ff86bd",
  closedFill: "#7a828e",
  listenFill: "#b7bec9",
  ...fills,
};

export const THEMES: Readonly<Record<ThemeName, Theme>> = {
  light: { colours: light, dimmed: faded(light, "#6d7580", "#c3c9d1", "#e6e9ed") },
  dark: { colours: dark, dimmed: faded(dark, "#8f97a3", "#565d68", "#363b44") },
};

export const colourOf = (theme: Theme, { role, dim }: Pick<Shape, "role" | "dim">): string =>
  (dim === true ? theme.dimmed : theme.colours)[role];

/** Words stay readable, lines and bars step back. */
function faded(
  colours: Readonly<Record<Role, string>>,
  word: string,
  line: string,
  bar: string,
): Readonly<Record<Role, string>> {
  const all = (roles: readonly Role[], colour: string) => roles.map((role) => [role, colour] as const);
  return {
    ...colours,
    ...Object.fromEntries([...all(WORDS, word), ...all(FILLS, bar)]),
    lifeline: line,
    onFill: colours.muted,
  };
}
