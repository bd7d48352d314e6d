import { formatFinding } from "../../src/core/format";
import { inRange } from "../../src/core/limits";

const range = { min: 7, max: 9999, unit: "days", source: "https://example.com", asOf: "2026-11-30" };

it.each([
  [7.5, /is 7\.5; Azure accepts 7 to 9999 days, a whole number\. Fix: set it to 8/],
  [5, /is 5; Azure accepts 7 to 9999 days\. Fix: set it to 7/],
])("a number must be whole, and the message for %d says so only if it is the reason", (value, text) => {
  const [finding] = inRange("retention.daily.days", value, range).findings;
  expect(finding && formatFinding(finding)).toMatch(text);
});
