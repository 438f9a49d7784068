/** Who the bot is, where it is, and where the gateway is. */
import { missingAccess, unknownGuild, unknownMember, unknownUser } from "./refusal.ts";
import { type Answered, type Call, ok, type Route } from "./router.ts";
import { applicationJson, channelJson, guildJson, memberJson, selfJson, userJson } from "./shown-json.ts";
import { EVERYBODY, type Guild, isThread } from "./world.ts";

const GUILD = "/guilds/{guild_id}";
/** Enough for every test to identify again at once. */
const IDENTIFIES = 16;

const gatewayUrl = (url: string): string => url.replace("http:", "ws:");

export const aboutRoutes: readonly Route[] = [
  { method: "GET", path: "/gateway", open: true, answer: ({ world }) => ok({ url: gatewayUrl(world.url) }) },
  { method: "GET", path: "/gateway/bot", answer: gatewayBot },
  { method: "GET", path: "/users/@me", answer: ({ world }) => ok(selfJson(world)) },
  { method: "GET", path: "/users/@me/guilds", answer: ownGuilds },
  { method: "GET", path: "/users/{user_id}", answer: person },
  { method: "GET", path: "/applications/@me", answer: ({ world }) => ok(applicationJson(world)) },
  { method: "GET", path: "/oauth2/applications/@me", answer: ({ world }) => ok(applicationJson(world)) },
  { method: "GET", path: GUILD, answer: (call) => ok(guildJson(guildOf(call))) },
  { method: "GET", path: `${GUILD}/channels`, answer: channels },
  { method: "GET", path: `${GUILD}/roles`, answer: (call) => ok(guildJson(guildOf(call)).roles) },
  { method: "GET", path: `${GUILD}/members/{user_id}`, answer: member },
];

function gatewayBot({ world }: Call): Answered {
  const session = { total: 1_000, remaining: 999, reset_after: 86_400_000, max_concurrency: IDENTIFIES };
  return ok({ url: gatewayUrl(world.url), shards: world.shards, session_start_limit: session });
}

function ownGuilds({ world }: Call): Answered {
  const guilds = [...world.guilds.values()].filter(({ hasBot }) => hasBot);
  return ok(
    guilds.map(({ id, name }) => ({
      id,
      name,
      icon: null,
      banner: null,
      owner: false,
      permissions: String(EVERYBODY),
      features: [],
    })),
  );
}

function person({ world, params }: Call): Answered {
  const id = params.user_id ?? "";
  if (id === world.bot.id) return ok(userJson(world.bot, true));
  const found = world.people.get(id);
  if (found === undefined) throw unknownUser();
  return ok(userJson(found, false));
}

function guildOf({ world, params }: Call): Guild {
  const guild = world.guilds.get(params.guild_id ?? "");
  if (guild === undefined) throw unknownGuild();
  if (!guild.hasBot) throw missingAccess();
  return guild;
}

function channels(call: Call): Answered {
  const { id } = guildOf(call);
  const here = [...call.world.channels.values()].filter((one) => one.guild === id && !isThread(one));
  return ok(here.map((one) => channelJson(call.world, one)));
}

function member(call: Call): Answered {
  guildOf(call);
  const { world, params } = call;
  const id = params.user_id === "@me" ? world.bot.id : (params.user_id ?? "");
  if (id === world.bot.id) return ok(memberJson(world.bot, true));
  const found = world.people.get(id);
  if (found === undefined) throw unknownMember();
  return ok(memberJson(found, false));
}
