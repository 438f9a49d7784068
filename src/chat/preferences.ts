/** What people and channels chose for themselves, before what their platform says of them. */
import type { Locale } from "../language.ts";
import type { Context } from "./message.ts";
import { channelOf, serverOf } from "./platform-id.ts";

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
  const server = serverOf({ asker, place });
  const [own, ofChannel, ofServer] = await Promise.all([
    preferences.languageOf(asker.id),
    preferences.languageOfPlace(channelOf({ asker, place })),
    server === null ? undefined : preferences.languageOfPlace(server),
  ]);
  return {
    ...context,
    locale: own ?? context.locale,
    channelLocale: ofChannel ?? ofServer ?? context.channelLocale,
  };
}
