/** What JSON leaves as it is and a terminal obeys, or shows as another text. JSON itself escapes the control characters below the space. */
const unsafe = /[\x7f-\x9f\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** A value as JSON that a terminal can show, and that is the same value for a program. */
export function jsonOf(value: unknown, indent = 0): string {
  const text = JSON.stringify(value, null, indent);
  // To replace nothing takes several times as long as to find nothing.
  if (text.search(unsafe) < 0) return text;
  return text.replace(unsafe, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
