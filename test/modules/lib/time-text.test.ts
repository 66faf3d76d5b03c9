import { expect } from "chai";
import { durationText, timeText } from "#modules/lib/time-text.js";

describe("[U] times as Python writes them", () => {
  const cases: readonly (readonly [number, string])[] = [[0, "0:00:00"], [1250, "0:00:01.250000"], [3_723_004, "1:02:03.004000"], [86_400_000, "1 day, 0:00:00"], [180_000_000, "2 days, 2:00:00"]];
  for (const [milliseconds, text] of cases) it(text, () => { expect(durationText(milliseconds)).to.equal(text); });
  it("a time", () => { expect(timeText(Date.UTC(2026, 10, 22, 12, 1, 45, 738) + new Date(2026, 10, 22).getTimezoneOffset() * 60_000)).to.equal("2026-11-22 12:01:45.738000"); });
});
