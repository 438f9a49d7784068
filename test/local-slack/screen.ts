/** What stands on everybody's screens, as it changes. */
import type { Fields } from "./json.ts";

/** A message as it stands now: edits change this object. */
export interface Message {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
  readonly thread?: string;
  /** The only person who sees it; without it, everybody in the channel does. */
  readonly to?: string;
  /** The user who said it, a bot's user included. */
  readonly by: string;
  text: string;
  blocks: readonly Fields[];
  /** Ids of uploaded files that were shared as this message. */
  readonly files?: readonly string[];
  metadata?: Fields;
  edits: number;
  deleted: boolean;
}

/** A modal or a Home tab, as Slack keeps it. */
export interface View extends Fields {
  readonly id: string;
  readonly team_id: string;
  readonly type: "modal" | "home";
  readonly blocks: readonly Fields[];
  readonly hash: string;
  readonly callback_id: string;
  readonly private_metadata: string;
}

/** Whom a screen belongs to. */
export interface Whose {
  readonly team: string;
  readonly user: string;
}

export type Change =
  | { readonly type: "posted" | "edited" | "deleted"; readonly message: Message; readonly cause?: string }
  | { readonly type: "modal" | "home"; readonly whose: Whose; readonly view: View; readonly cause?: string };

export interface Screen {
  readonly messages: readonly Message[];
  /** From the lowest to the one on top. */
  modals(whose: Whose): readonly View[];
  home(whose: Whose): View | undefined;
  find(team: string, channel: string, ts: string): Message | undefined;
  post(message: Message, cause?: string): Message;
  edit(message: Message, to: Partial<Pick<Message, "text" | "blocks" | "metadata">>, cause?: string): void;
  remove(message: Message, cause?: string): void;
  setModals(whose: Whose, views: readonly View[], cause?: string): void;
  setHome(whose: Whose, view: View, cause?: string): void;
  /** Gives what ends it. */
  watch(see: (change: Change) => void): () => void;
}

export function createScreen(): Screen {
  const messages: Message[] = [];
  const modals = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const watchers = new Set<(change: Change) => void>();
  const tell = (change: Change): void => {
    for (const see of [...watchers]) see(change);
  };
  const by = (cause: string | undefined) => (cause === undefined ? {} : { cause });
  const key = ({ team, user }: Whose): string => `${team} ${user}`;
  return {
    messages,
    modals: (whose) => modals.get(key(whose)) ?? [],
    home: (whose) => homes.get(key(whose)),
    find: (team, channel, ts) =>
      messages.find((one) => one.team === team && one.channel === channel && one.ts === ts),
    post(message, cause) {
      messages.push(message);
      tell({ type: "posted", message, ...by(cause) });
      return message;
    },
    edit(message, to, cause) {
      Object.assign(message, to, { edits: message.edits + 1 });
      tell({ type: "edited", message, ...by(cause) });
    },
    remove(message, cause) {
      message.deleted = true;
      tell({ type: "deleted", message, ...by(cause) });
    },
    setModals(whose, views, cause) {
      const before = modals.get(key(whose)) ?? [];
      modals.set(key(whose), views);
      const top = views.at(-1);
      if (top !== undefined && !before.includes(top)) tell({ type: "modal", whose, view: top, ...by(cause) });
    },
    setHome(whose, view, cause) {
      homes.set(key(whose), view);
      tell({ type: "home", whose, view, ...by(cause) });
    },
    watch(see) {
      watchers.add(see);
      return () => watchers.delete(see);
    },
  };
}
