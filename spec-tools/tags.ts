/** Lower tags belong to pollio, this one and higher ones to users; 0 is the poller's own. */
export const FIRST_OWN_TAG = 64;
