/** Dates, numbers and durations as people read them. Pure: language and time zone come in. */
import type { Language } from '../i18n/index.svelte.ts';

export const HOME_ZONE = 'Asia/Ho_Chi_Minh';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WEEKDAYS: Record<Language, string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** «20:00, thứ Hai 03/10/2022» on the wall clock of the zone. */
export function moment(instant: string | number | Date, language: Language, zone = HOME_ZONE): string {
  const at = wallClock(instant, zone);
  return `${at.hour}:${at.minute}, ${dayWords(at, language)}`;
}

/** «20:00:05, thứ Hai 03/10/2022», for receipts. */
export function momentToTheSecond(
  instant: string | number | Date,
  language: Language,
  zone = HOME_ZONE,
): string {
  const at = wallClock(instant, zone);
  return `${at.hour}:${at.minute}:${at.second}, ${dayWords(at, language)}`;
}

/** «20:00:05» for an instant of today, «20:00:05, thứ Hai 03/10/2022» for any other day. */
export function recentMoment(instant: string, now: number, language: Language, zone = HOME_ZONE): string {
  if (day(instant, zone) !== day(now, zone)) return momentToTheSecond(instant, language, zone);
  const at = wallClock(instant, zone);
  return `${at.hour}:${at.minute}:${at.second}`;
}

/** «20:00:05 03/10/2022», for tables of work. */
export function stamp(instant: string | number | Date, zone = HOME_ZONE): string {
  const at = wallClock(instant, zone);
  return `${at.hour}:${at.minute}:${at.second} ${at.day}/${at.month}/${at.year}`;
}

/** «03/10/2022» on the wall clock of the zone. */
export function day(instant: string | number | Date, zone = HOME_ZONE): string {
  const at = wallClock(instant, zone);
  return `${at.day}/${at.month}/${at.year}`;
}

/** A calendar date without a zone: "2022-10-03" as «03/10/2022». */
export function calendarDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** «10.453» in Vietnamese, «10,453» in English. */
export function number(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', {
    maximumFractionDigits: digits,
  }).format(value);
}

/** «12:41», or «1:02:41» from one hour on; never negative. */
export function clock(milliseconds: number): string {
  const left = Math.max(0, Math.floor(milliseconds / SECOND));
  const seconds = String(left % 60).padStart(2, '0');
  const minutes = Math.floor(left / 60) % 60;
  const hours = Math.floor(left / 3600);
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** «12:41,305»: to the millisecond, where that decides a place. */
export function exactClock(milliseconds: number, language: Language): string {
  const fraction = String(Math.floor(milliseconds) % SECOND).padStart(3, '0');
  return `${clock(milliseconds)}${language === 'vi' ? ',' : '.'}${fraction}`;
}

/** The two largest units of a span: «3 ngày 4 giờ», «25 phút». Less than a minute counts as one. */
export function span(milliseconds: number, language: Language): string {
  const total = Math.max(MINUTE, milliseconds);
  const days = Math.floor(total / DAY);
  const hours = Math.floor((total % DAY) / HOUR);
  const minutes = Math.floor((total % HOUR) / MINUTE);
  return counted(
    [
      [days, 'ngày', 'day'],
      [hours, 'giờ', 'hour'],
      [days ? 0 : minutes, 'phút', 'minute'],
    ],
    language,
  );
}

/** A time limit to the second: «15 phút», «1 phút 30 giây». */
export function duration(seconds: number, language: Language): string {
  return counted(
    [
      [Math.floor(seconds / 60), 'phút', 'minute'],
      [seconds % 60, 'giây', 'second'],
    ],
    language,
  );
}

function counted(parts: [number, string, string][], language: Language): string {
  return parts
    .filter(([count]) => count > 0)
    .map(([count, vi, en]) =>
      language === 'vi' ? `${count} ${vi}` : `${count} ${en}${count === 1 ? '' : 's'}`,
    )
    .join(' ');
}

function dayWords(at: WallClock, language: Language): string {
  const weekday = WEEKDAYS[language][at.weekday] ?? '';
  if (language === 'vi') return `${weekday} ${at.day}/${at.month}/${at.year}`;
  return `${weekday} ${Number(at.day)} ${MONTHS[Number(at.month) - 1] ?? ''} ${at.year}`;
}

type WallClock = {
  hour: string;
  minute: string;
  second: string;
  day: string;
  month: string;
  year: string;
  weekday: number;
};

function wallClock(instant: string | number | Date, zone: string): WallClock {
  const parts: Record<string, string> = {};
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  for (const part of format.formatToParts(new Date(instant))) parts[part.type] = part.value;
  const { hour = '', minute = '', second = '', day = '', month = '', year = '' } = parts;
  const weekday = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay();
  return { hour, minute, second, day, month, year, weekday };
}
