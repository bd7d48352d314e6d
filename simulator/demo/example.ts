/** `npm run example single-vm`: one of `examples/` on simulated Azure, by the real Pulumi engine. Without a name: what there is. */
import { exampleNames, runExample } from "./runExample";

const say = (text = "") => process.stdout.write(`${text}\n`);

async function main([name]: readonly string[]): Promise<void> {
  if (name === undefined || !exampleNames().includes(name)) {
    say(`npm run example <name>, of ${exampleNames().join(", ")}`);
    process.exitCode = name === undefined ? 0 : 2;
    return;
  }
  say("Azure is simulated on this machine: no account is used, nothing is created in any subscription.\n");
  // As for a person, who previews first.
  const { ok, log } = await runExample(name, ["--skip-preview=false"]);
  say(log.trim());
  process.exitCode = ok ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
