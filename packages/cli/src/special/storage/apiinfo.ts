import type { SpecialRun } from '../special-run.ts'

/** Of this project's own interface for storage drivers: plugins for Proxmox VE's cannot be loaded and see a version too old. */
const version = 1
const age = 0

export const apiinfo: SpecialRun = async ({ terminal, read }) => {
  read()
  terminal.out(`APIVER ${version}\nAPIAGE ${age}\n`)
  return 0
}
