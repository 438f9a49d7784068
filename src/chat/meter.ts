/** What the rest of the bot tells whoever counts and times; clocks and numbers are theirs, not ours. */

/** Tells that the asker sees a first answer; later calls count for nothing. */
export type Answered = () => void;

export interface Meter {
  /** Everything from something that somebody did on a platform to the last of its answers; a stop waits for it. */
  follow<T>(platform: string, work: (answered: Answered) => Promise<T>): Promise<T>;
  /** Somebody pressed what has been overtaken. */
  stalePress(): void;
}

export const unmetered: Meter = {
  follow: (_, work) => work(() => {}),
  stalePress: () => {},
};

declare module "./services.ts" {
  interface Services {
    readonly meter?: Pick<Meter, "stalePress">;
  }
}
