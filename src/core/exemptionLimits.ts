/** Fewest characters of an exemption's reason: enough for a ticket and a word, too many for "n/a". */
export const reasonLength = { min: 10, unit: "characters" } as const;

/** How an exemption writes its last day. */
export const expiryForm = {
  pattern: /^\d{4}-\d{2}-\d{2}$/,
  text: "a day of the calendar, YYYY-MM-DD, the last on which the exemption holds (UTC)",
} as const;
