/** Time zones by the name that somebody typed. */
import { close } from "../chat/nearest.ts";

/** UTC, and every zone of the system's tables. */
export const zones = (): readonly string[] => ["UTC", ...Intl.supportedValuesOf("timeZone")];

/** Offered before anything is typed, and where nothing is like what was typed. */
export const FIRST_ZONES: readonly string[] = ["Asia/Seoul", "UTC", "America/New_York", "Europe/London"];

const OFFERED = 5;

/** What people call a zone whose tables know no such name; only names that mean one place. */
const CALLED: Readonly<Record<string, readonly string[]>> = {
  "Asia/Seoul": ["kst", "korea", "한국", "대한민국", "서울", "한국시간", "부산"],
  "Asia/Tokyo": ["jst", "japan", "일본", "도쿄", "동경"],
  "Asia/Shanghai": ["china", "beijing", "중국", "베이징", "북경", "상하이"],
  "Asia/Taipei": ["taiwan", "대만", "타이베이"],
  "Asia/Hong_Kong": ["hkt", "홍콩"],
  "Asia/Singapore": ["sgt", "싱가포르"],
  "Asia/Ho_Chi_Minh": ["hanoi", "vietnam", "베트남", "호찌민", "하노이"],
  "Asia/Kolkata": ["india", "delhi", "new_delhi", "mumbai", "인도", "뉴델리"],
  "Australia/Sydney": ["시드니"],
  "Europe/London": ["uk", "england", "영국", "런던"],
  "Europe/Paris": ["france", "프랑스", "파리"],
  "Europe/Berlin": ["germany", "독일", "베를린", "munich"],
  "America/New_York": ["est", "edt", "nyc", "뉴욕", "boston", "보스턴"],
  "America/Chicago": ["시카고"],
  "America/Los_Angeles": [
    "pst",
    "pdt",
    "la",
    "로스앤젤레스",
    "san_francisco",
    "샌프란시스코",
    "seattle",
    "시애틀",
  ],
  "America/Toronto": ["토론토"],
  "America/Vancouver": ["밴쿠버"],
  UTC: ["z", "zulu", "협정_세계시", "세계시"],
};

/**
 * The zone as the tables spell it, however its name was spaced and cased, by its city alone, or as it is called in
 * Korean; undefined where there is none of that name. Offsets such as `+09:00` are none: they know no summer.
 */
export function zoneNamed(typed: string): string | undefined {
  const word = typed.trim().replace(/\s+/gu, "_").toLowerCase();
  const listed = zones().find((name) => name.toLowerCase() === word) ?? calledSo(word);
  if (listed !== undefined || !/^[a-z]/iu.test(word)) return listed;
  try {
    // Older names that the tables do not list, such as `Asia/Calcutta`.
    return new Intl.DateTimeFormat("en", { timeZone: word }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function calledSo(word: string): string | undefined {
  const called = Object.entries(CALLED).find(([, names]) => names.includes(word));
  if (called !== undefined) return called[0];
  const there = zones().filter((name) => cityOf(name).toLowerCase() === word);
  return there.length === 1 ? there[0] : undefined;
}

/** `New_York` of `America/New_York`. */
const cityOf = (zone: string): string => zone.split("/").at(-1) ?? zone;

/** `seul` must find `Asia/Seoul`: cities are compared. At most `most`; none where none is like it. */
export function nearestZones(typed: string, most?: number): readonly string[] {
  const all = zones();
  return close(cityOf(typed), all.map(cityOf), most).map(
    (city) => all.find((zone) => cityOf(zone) === city) as string,
  );
}

/** What to offer for a zone that there is not: those of its offset, or of nearly its name, or the first. */
export interface Instead {
  readonly because: "offset" | "name" | "none";
  readonly zones: readonly string[];
}

export function zonesInsteadOf(typed: string, now: number): Instead {
  const there = zonesAt(typed, now);
  if (there.length > 0) return { because: "offset", zones: there.slice(0, OFFERED) };
  const near = nearestZones(typed);
  return near.length > 0 ? { because: "name", zones: near } : { because: "none", zones: FIRST_ZONES };
}

/** Well-known zones that are so far from UTC at this moment: for who types `UTC+9`. None where no offset was typed. */
function zonesAt(offset: string, now: number): readonly string[] {
  const [, sign, hours, minutes = "0"] =
    /^(?:utc|gmt)?\s*([+-])(\d{1,2}):?(\d{2})?$/iu.exec(offset.trim()) ?? [];
  if (sign === undefined) return [];
  const wanted = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return Object.keys(CALLED).filter((zone) => minutesFromUtc(zone, now) === wanted);
}

function minutesFromUtc(timeZone: string, now: number): number {
  const parts = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" }).formatToParts(now);
  const shown = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/u.exec(shown) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
