/**
 * Runs some jobs at the same time, each as soon as there is room; the results are in the order of the jobs.
 *
 * @template Job, Result
 * @param {readonly Job[]} jobs
 * @param {number} room
 * @param {(job: Job, index: number) => Promise<Result>} run
 * @returns {Promise<Result[]>}
 */
export async function inParallel(jobs, room, run) {
  /** @type {Result[]} */
  const results = new Array(jobs.length);
  const queue = jobs.entries();
  const lane = async () => {
    for (const [index, job] of queue) results[index] = await run(job, index);
  };
  await Promise.all(Array.from({ length: Math.min(room, jobs.length) }, lane));
  return results;
}
