/** Everything that is written in both languages, and where it stands. */
export function sentences(value: unknown, path = ""): { path: string; en: string; ko: string }[] {
  if (typeof value !== "object" || value === null) return [];
  if ("en" in value && "ko" in value) return [{ path, en: String(value.en), ko: String(value.ko) }];
  return Object.entries(value).flatMap(([key, inner]) => sentences(inner, `${path}.${key}`));
}

/** A particle that stands straight after a Latin word or a number, remarks in brackets left out. */
export const bareParticle = (ko: string): boolean =>
  /[A-Za-z0-9][)`"”']*(?:으로|로|이나|이란|이라|[은는이가을를와과란])(?=[\s.,!?:;)"”'`]|$)/u.test(
    ko.replace(/(?<=[가-힣])\([^()]*\)/gu, ""),
  );

/** As explanations end: 합니다체, or a question. */
export const politeEnd = /(?:니다|까요|세요)(?: ?\([^)]*\))?\.?$/u;
