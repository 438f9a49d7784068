/** The browser's own Back and Forward: a thread that covers a phone's page is left by Back, and the page stays. */

const threadIn = (state: unknown): number | undefined => (state as { thread?: number } | null)?.thread;

/** @param moved somebody went back or forward: to this thread, or to the page without one. */
export function followBack(moved: (thread: number | undefined) => void): void {
  // Of the page before it was loaded anew.
  history.replaceState(null, "");
  addEventListener("popstate", ({ state }) => moved(threadIn(state)));
}

/** One step however many threads are opened one after the other. */
export function entered(thread: number): void {
  if (threadIn(history.state) === undefined) history.pushState({ thread }, "");
  else history.replaceState({ thread }, "");
}

/** As Back does it; false where there is nothing to go back from. */
export function wentBack(): boolean {
  if (threadIn(history.state) === undefined) return false;
  history.back();
  return true;
}
