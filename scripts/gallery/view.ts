/** Who looks: the product's own cards draw for somebody with a language and a theme. */
import type { CommandContext } from "../../src/chat/command.ts";
import { asset } from "../../src/checkout.ts";
import { LOCALES, type Locale, loadLanguage } from "../../src/language.ts";

type Theme = CommandContext["theme"];

export interface View {
  readonly locale: Locale;
  readonly theme: Theme;
}

export const language = loadLanguage(asset("locales"));

export const VIEWS: readonly View[] = LOCALES.flatMap((locale) =>
  (["light", "dark"] as const).map((theme) => ({ locale, theme })),
);

export const contextOf = ({ locale, theme }: View): CommandContext => ({
  asker: { id: "gallery", name: "gallery" },
  place: { channel: "gallery" },
  locale,
  channelLocale: locale,
  theme,
  manager: false,
  can: { privateEditLater: false, commandInThread: false, typedOptions: false, forms: false, edits: false },
  language,
  commands: [],
  services: {},
  now: 0,
  random: (bytes) => new Uint8Array(bytes),
});
