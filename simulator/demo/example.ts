/**
 * `npm run example <name>`: deploys one of `examples/` to simulated Azure with the real Pulumi engine. Without a name it lists the
 * examples.
 */
import { exampleNames, runExample } from "./runExample";

const printLine = (text = "") => process.stdout.write(`${text}\n`);

async function main([name]: readonly string[]): Promise<void> {
  if (name === undefined || !exampleNames().includes(name)) {
    if (name !== undefined) printLine(`Unknown example ${name}.`);
    printLine(["Usage: npm run example <name>", "Examples:", ...exampleNames()].join("\n  "));
    process.exitCode = name === undefined ? 0 : 2;
    return;
  }
  printLine("Azure is simulated on this machine: this uses no account and changes no\nsubscription.\n");
  // Preview first, as `pulumi up` does by default.
  const { ok, log } = await runExample(name, ["--skip-preview=false"]);
  printLine(log.trim());
  process.exitCode = ok ? 0 : 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
