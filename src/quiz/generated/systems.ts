/** Systems and ordinals in a question's words. */
import type { ProfileName } from "../../simulator/tcp/profile.ts";
import type { Said } from "./kind.ts";

export const SYSTEMS: Readonly<Record<ProfileName, Said>> = {
  rfc: { en: "A stack that does just what the RFCs say", ko: "RFC 문서를 그대로 따르는 스택" },
  linux: { en: "Linux 6.5 or newer, default settings", ko: "기본 설정의 Linux 6.5 이상" },
  windows: { en: "Windows 7 or Server 2008 R2", ko: "Windows 7 또는 Server 2008 R2" },
  freebsd: { en: "FreeBSD, default settings", ko: "기본 설정의 FreeBSD" },
  macos: { en: "macOS, default settings", ko: "기본 설정의 macOS" },
};

export const ORDINALS = {
  en: ["", "first", "second", "third", "fourth", "fifth", "sixth"],
  ko: ["", "첫 번째", "두 번째", "세 번째", "네 번째", "다섯 번째", "여섯 번째"],
} as const;
