/** Clock times as people write them: `22:30`, `2230`, `22h30`, `10:30 PM`, `9.05`, `22:30:00Z`. */
const written =
  /^\s*(\d{1,2})\s*(?:[:.hH]\s*|(?=\d{2}))?(\d{2})?(?::?\d{2}(?:\.\d+)?)?\s*(?:h|uhr)?\s*([ap])?\.?\s*(m)?\.?\s*(?:Z|\+00:00)?\s*$/i;

/** The clock time of a timestamp with or without a date: `22:30` for `2020-01-01T22:30:00Z`; undefined for any other value. */
export function clockTimeOf(timestamp: unknown): string | undefined {
  const form =
    /^(?:\d{4}-\d{2}-\d{2}[T ])?([01]\d|2[0-3]):([0-5]\d)(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;
  const [, hour, minute] = form.exec(typeof timestamp === "string" ? timestamp.trim() : "") ?? [];
  return hour && `${hour}:${minute}`;
}

/** The clock time that a text means, rounded down to the half hour; undefined if it is no clock time. */
export function halfHourOf(text: string): string | undefined {
  if (text.length > 40) return undefined;
  const [, hourText, minuteText = "00", half] = written.exec(text) ?? [];
  if (hourText === undefined) return undefined;
  const minute = Number(minuteText);
  const hour =
    half === undefined ? Number(hourText) : (Number(hourText) % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hour > 23 || minute > 59 || (half !== undefined && Number(hourText) > 12)) return undefined;
  return `${String(hour).padStart(2, "0")}:${minute < 30 ? "00" : "30"}`;
}
