/** Notes that begin like this name who could not be measured, and say why. */
export const notMeasuredNote = 'not measured: '

/** Notes that begin like this hold the version of a library. */
export const versionNote = 'version of '

/** Names of the other notes of a result. */
export const notes = {
  agreement: 'agreement',
  compared: 'losses compared',
  largest: 'largest difference',
  from: 'differs from',
  difference: 'difference',
  falls: 'falls',
  failed: 'failed',
  environment: 'environment',
  losses: 'losses',
} as const
