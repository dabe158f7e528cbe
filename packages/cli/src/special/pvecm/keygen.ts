import { one, type SpecialRun } from '../special-run.ts'

export const keygen: SpecialRun = async ({ terminal, read }) =>
  await terminal.run('corosync-keygen', ['-k', one(read().parameters, 'filename') ?? ''])
