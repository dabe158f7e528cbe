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

export type WorkerClass = 'long' | 'short'

/** Starting and stopping guests must not wait behind copies: short tasks have workers of their own. */
export function workerClass(type: string): WorkerClass {
  return long.has(type) ? 'long' : 'short'
}

/** Short tasks for each long one. */
export const shortPerLong = 4
