// Loaded into the processes the engine starts. The engine holds their stdin open as long as it lives; without
// this, they would live on when it is killed.
process.stdin.once("close", () => process.exit(1)).resume();
