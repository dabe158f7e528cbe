import type { SpecialRun } from '../special-run.ts'

export const nodes: SpecialRun = async ({ terminal, read }) => {
  read()
  return await terminal.run('corosync-quorumtool', ['-l'])
}
