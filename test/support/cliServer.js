// Runs commands of the compiled command line one after the other in one process, for cli.ts: a process of its own spends most of a short
// command's time on loading the modules.
const { main } = require("../../dist/cli/main");

/** Runs `work` with everything that is written to standard output and standard error caught. */
async function caught(work) {
  const streams = ["stdout", "stderr"];
  const texts = { stdout: [], stderr: [] };
  const originals = streams.map((name) => process[name].write);
  for (const name of streams) {
    process[name].write = (piece, encoding, done) => {
      texts[name].push(Buffer.from(piece, typeof encoding === "string" ? encoding : "utf8"));
      const callback = typeof encoding === "function" ? encoding : done;
      if (callback) process.nextTick(callback);
      return true;
    };
  }
  await work();
  streams.forEach((name, i) => {
    process[name].write = originals[i];
  });
  return Object.fromEntries(streams.map((name) => [name, Buffer.concat(texts[name]).toString()]));
}

async function answer({ id, args, env, cwd }) {
  process.env = env;
  process.chdir(cwd);
  process.exitCode = undefined;
  const written = await caught(() => main(args));
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  process.send({ id, ran: { code, ...written } });
}

let previous = Promise.resolve();
process.on("message", (request) => {
  previous = previous.then(() => answer(request));
});
