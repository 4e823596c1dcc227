/** Runs jobs at the same time, `room` at most; the results are in the order of the jobs. */
export async function inParallel<Job, Result>(
  jobs: readonly Job[],
  room: number,
  run: (job: Job, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = new Array(jobs.length);
  const queue = jobs.entries();
  const lane = async () => {
    for (const [index, job] of queue) results[index] = await run(job, index);
  };
  await Promise.all(Array.from({ length: Math.min(room, jobs.length) }, lane));
  return results;
}
