import type { ValueMap } from "#engine/core/value.js";
import { firstWords } from "./seen.js";

/** The time on the host, from three lines of date(1): now, and the first of January and of July, which tell the name of the summer's zone. */
export function dateFacts(lines: readonly string[]): ValueMap {
  const [now, january, july] = firstWords(lines, 3);
  const [date, time, epoch, nanoseconds, offset, zone, weekday, weekdayNumber, week] = firstWords(now.split(" "), 9);
  const [year, month, day] = firstWords(date.split("-"), 3);
  const [hour, minute, second] = firstWords(time.split(":"), 3);
  const micro = nanoseconds.slice(0, 6);
  const utc = epoch === "" ? "" : new Date(Number(epoch) * 1000).toISOString().slice(0, 19);
  const short = `${date.replaceAll("-", "")}T${time.replaceAll(":", "")}`;
  return {
    date_time: {
      date, time, year, month, day, hour, minute, second, epoch, epoch_int: epoch, tz: zone, tz_dst: summerZone(january, july), tz_offset: offset,
      weekday, weekday_number: weekdayNumber, weeknumber: week,
      iso8601: `${utc}Z`, iso8601_micro: `${utc}.${micro}Z`, iso8601_basic: `${short}${micro}`, iso8601_basic_short: short,
    },
  };
}

/** The zone that is farther east. */
function summerZone(january: string, july: string): string {
  const [[first, firstZone], [second, secondZone]] = [zoneOf(january), zoneOf(july)];
  return first > second ? firstZone : secondZone;
}

function zoneOf(line: string): readonly [number, string] {
  const [, , , , offset, zone] = firstWords(line.split(" "), 6);
  return [Number(offset), zone];
}
