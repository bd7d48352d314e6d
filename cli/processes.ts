/** Whether a process runs, also one that another user started. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process of another user runs, and cannot be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
