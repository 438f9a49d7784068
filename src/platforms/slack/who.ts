/** Who asks, in which language, and whether they manage the workspace; Slack is asked once in a while. */
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Capabilities, Context, Place, TimeTelling } from "../../chat/message.ts";
import type { Locale } from "../../language.ts";
import { within } from "../within.ts";
import { PEOPLE_KEPT, PERSON_MS, PERSON_WAIT_MS } from "./limits.ts";
import { errorOf } from "./refusals.ts";
import { personId } from "./words.ts";

export const CAN: Capabilities = {
  privateEditLater: false,
  commandInThread: false,
  typedOptions: false,
  forms: true,
  edits: true,
  localTime: (seconds, otherwise) =>
    `<!date^${seconds}^{date_short_pretty} {time}|${inWords(seconds, otherwise)}>`,
  channelName: (channel) => `<#${channel}>`,
};

/** `Nov 30, 2026, 09:00 GMT+9`: for screen readers and notifications, which are told no reader's own time. */
const inWords = (seconds: number, { locale, zone }: TimeTelling): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
    ...{ hourCycle: "h23", timeZone: zone, timeZoneName: "short" },
  }).format(seconds * 1_000);

interface Known {
  readonly name: string;
  readonly locale: Locale;
  readonly manager: boolean;
  readonly at: number;
}

export interface People {
  context(client: webApi.WebClient, team: string, user: string, place: Place): Promise<Context>;
}

/** `managers`: ids of people who manage although Slack does not say so. `now` in milliseconds since 1970. */
export function createPeople(managers: readonly string[], now: () => number): People {
  const known = new LRUCache<string, Known>({ max: PEOPLE_KEPT });
  const read = async (client: webApi.WebClient, id: string, user: string): Promise<Known> => {
    const asked = client.users.info({ user, include_locale: true });
    const { user: told } = await asked.catch(unlessUnreadable);
    const person = { ...personOf(user, managers, told), at: now() };
    known.set(id, person);
    return person;
  };
  const ask = async (client: webApi.WebClient, id: string, user: string): Promise<Omit<Known, "at">> => {
    const before = known.get(id);
    if (before !== undefined && now() - before.at < PERSON_MS) return before;
    const told = await within(read(client, id, user), PERSON_WAIT_MS).catch(() => undefined);
    return told ?? before ?? personOf(user, managers);
  };
  return {
    async context(client, team, user, place) {
      const id = personId(team, user);
      const { name, locale, manager } = await ask(client, id, user);
      return {
        asker: { id, name },
        place,
        locale,
        channelLocale: locale,
        theme: "light",
        manager,
        can: CAN,
      };
    },
  };
}

type Told = webApi.UsersInfoResponse["user"];

/** Nothing changes about a missing scope before somebody installs the app anew. */
function unlessUnreadable(error: unknown): { readonly user?: Told } {
  if (errorOf(error) !== "missing_scope") throw error;
  return {};
}

/** Who Slack does not tell of (a missing scope, Slack is down) reads English and manages nothing. */
const personOf = (user: string, managers: readonly string[], told?: Told): Omit<Known, "at"> => ({
  name: told?.profile?.display_name || told?.real_name || told?.name || user,
  locale: told?.locale?.startsWith("ko") ? "ko" : "en",
  manager: told?.is_admin === true || told?.is_owner === true || managers.includes(user),
});
