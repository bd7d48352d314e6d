/** What a user sees while the engine is being prepared. */
export interface Progress {
  /** Writes a line that stays. */
  log(line: string): void;
  /** Replaces the last line with the state of a long step. Only a terminal shows it. */
  update(line: string): void;
}

export const silent: Progress = { log: () => {}, update: () => {} };

/** Progress on a stream. Omitted: stderr, so that stdout stays free for results. */
export function progressOn(stream: NodeJS.WriteStream = process.stderr): Progress {
  let openLine = false;
  return {
    log(line) {
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
