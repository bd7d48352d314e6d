// Loaded into the processes that the engine starts. The engine keeps their stdin open as long as it runs. Without this they would continue
// after it is killed.
process.stdin.once("close", () => process.exit(1)).resume();
