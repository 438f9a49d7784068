/** Names may be typed in any case; a Korean alias is as good as the name. */
export function named<T extends { readonly name: string; readonly alias?: string }>(
  all: readonly T[],
  typed: string,
): T | undefined {
  const word = typed.toLowerCase();
  return all.find(({ name, alias }) => name === word || (alias !== undefined && alias === word));
}
