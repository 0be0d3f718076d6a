/* Loaded before a child's own program: ends it when its parent is gone, however that ended. */
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(1);
}, 1_000).unref();
