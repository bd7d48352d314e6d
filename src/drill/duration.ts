const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A duration such as 30m, 4h or 30d, in milliseconds. Undefined: it is none. */
export function durationMs(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([mhd])$/.exec(text.trim().toLowerCase()) ?? [];
  if (amount === undefined) return undefined;
  const ms = Number(amount) * unitMs[unit as keyof typeof unitMs];
  return ms > 0 ? ms : undefined;
}

/** A duration for people, e.g. `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return [`${hours} h`, minutes % 60 > 0 && `${minutes % 60} min`].filter(Boolean).join(" ");
  return `${Math.round(hours / 24)} days`;
}
