import type { LiveTask } from '../live/tasks.ts'

const types: ReadonlySet<string> = new Set(['vncproxy', 'vncshell', 'spiceproxy', 'spiceshell', 'termproxy'])

/** Somebody looked into a console and all went well: a list of what was done need not tell it. */
export const isConsoleTask = ({ type, status }: Pick<LiveTask, 'type' | 'status'>): boolean =>
  types.has(type) && (status === undefined || status === 'OK')
