/** Tags below it are pollio's, from it on users'; 0 is the poller's own. */
export const FIRST_OWN_TAG = 64;
