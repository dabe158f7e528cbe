/** Tasks that move data for minutes; only these wait for one of the few workers. */
const long = new Set([
  'qmclone',
  'qmcreate',
  'qmigrate',
  'qmmove',
  'qmrestore',
  'qmtemplate',
  'qmsnapshot',
  'qmrollback',
  'qmdelsnapshot',
  'qmdestroy',
  'vzclone',
  'vzcreate',
  'vzdestroy',
  'vzdump',
  'vzmigrate',
  'vzrestore',
  'download',
  'imgcopy',
  'imgdel',
  'import',
  'move_volume',
  'resize',
])

/**
 * They do nothing themselves but wait: for tasks that they begin, which they could keep from ever having a worker, or for a
 * program in a container.
 */
const waiting = new Set([
  'vzexec',
  'startall',
  'stopall',
  'suspendall',
  'migrateall',
  'bulkstart',
  'bulkshutdown',
  'bulksuspend',
  'bulkmigrate',
])

export type WorkerClass = 'long' | 'short' | 'none'

/** Starting and stopping guests must not wait behind copies: short tasks have workers of their own. */
export function workerClass(type: string): WorkerClass {
  if (waiting.has(type)) return 'none'
  return long.has(type) ? 'long' : 'short'
}

/** Short tasks for each long one. */
export const shortPerLong = 4
