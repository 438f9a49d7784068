/** What people and channels chose for themselves, before what their platform says of them. */
import type { Locale } from "../language.ts";
import type { Context } from "./message.ts";

export interface Preferences {
  /** @param id a person's, platform and all. `undefined`: nothing was chosen. */
  languageOf(id: string): Promise<Locale | undefined>;
  /** @param id a channel's or server's, platform and all. */
  languageOfPlace(id: string): Promise<Locale | undefined>;
}

/** A person's own choice, then their platform's; a channel's choice, then its server's, then their platform's. */
export async function prefer(context: Context, preferences: Preferences | undefined): Promise<Context> {
  if (preferences === undefined) return context;
  const { asker, place } = context;
  const platform = asker.id.split(":")[0];
  const [own, channel, server] = await Promise.all([
    preferences.languageOf(asker.id),
    preferences.languageOfPlace(`${platform}:${place.channel}`),
    place.server === undefined ? undefined : preferences.languageOfPlace(`${platform}:${place.server}`),
  ]);
  return {
    ...context,
    locale: own ?? context.locale,
    channelLocale: channel ?? server ?? context.channelLocale,
  };
}
