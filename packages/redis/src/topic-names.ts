/** Where the news of one run are told. */
export const runTopic = (runId: string) => `run:${runId}`
/** Where the news of all live runs are told. */
export const liveRunsTopic = 'runs'
/** Where verifiers hear that a submission changed. */
export const submissionsTopic = 'submissions'
