/** A line of progress that is written over on a terminal, and now and then elsewhere. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

const pauseMs = 5000;

export function progressOn(stream: NodeJS.WriteStream): Progress {
  let last = Date.now();
  return {
    show(text) {
      if (stream.isTTY) stream.write(`\r\u001b[K${text}`);
      else if (Date.now() - last > pauseMs) {
        last = Date.now();
        stream.write(`${text}\n`);
      }
    },
    end() {
      if (stream.isTTY) stream.write("\r\u001b[K");
    },
  };
}
