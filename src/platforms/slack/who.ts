/** Who asks, in which language, and whether they manage the workspace; Slack is asked once in a while. */
import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Capabilities, Context, Place, TimeTelling } from "../../chat/message.ts";
import type { Locale } from "../../language.ts";
import { PEOPLE_KEPT, PERSON_MS } from "./limits.ts";
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
  const ask = async (client: webApi.WebClient, id: string, user: string): Promise<Known> => {
    const before = known.get(id);
    if (before !== undefined && now() - before.at < PERSON_MS) return before;
    const read = await readPerson(client, user, managers, now());
    known.set(id, read);
    return read;
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

/** A workspace that does not tell (a missing scope, Slack is down) has people who read English and manage nothing. */
async function readPerson(
  client: webApi.WebClient,
  user: string,
  managers: readonly string[],
  at: number,
): Promise<Known> {
  const told = await client.users.info({ user, include_locale: true }).catch(() => undefined);
  const person = told?.user;
  return {
    name: person?.profile?.display_name || person?.real_name || person?.name || user,
    locale: person?.locale?.startsWith("ko") ? "ko" : "en",
    manager: person?.is_admin === true || person?.is_owner === true || managers.includes(user),
    at,
  };
}
