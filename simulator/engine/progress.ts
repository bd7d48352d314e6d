/** What a person sees while the engine is being prepared. */
export interface Progress {
  /** A line that stays. */
  say(line: string): void;
  /** The state of a long step, in place of the last one: shown on a terminal alone. */
  update(line: string): void;
}

export const silent: Progress = { say: () => {}, update: () => {} };

/** Progress on a stream. Omitted: stderr, so that stdout stays free for results. */
export function progressOn(stream: NodeJS.WriteStream = process.stderr): Progress {
  let openLine = false;
  return {
    say(line) {
      if (openLine) stream.write("\n");
      openLine = false;
      stream.write(`${line}\n`);
    },
    update(line) {
      if (!stream.isTTY) return;
      stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
      openLine = true;
    },
  };
}
