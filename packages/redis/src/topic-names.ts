/** Where the news of one run are told. */
export const runTopic = (runId: string) => `run:${runId}`
/** Where the news of all live runs are told. */
export const liveRunsTopic = 'runs'
/** Where verifiers hear that a submission changed. */
export const submissionsTopic = 'submissions'
/** Where an account hears that it has a new notice, or read some. */
export const noticesTopic = (accountId: string) => `notices:${accountId}`
