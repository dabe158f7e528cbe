import { Failure, failureText } from '@quorate/schema/failure'
import { isSet, one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

/** One VM, or all of the node: what fails for one is said, and the others go on. */
export const diskRescan: SpecialRun = async ({ connection, terminal, read }) => {
  const { parameters } = read()
  const named = one(parameters, 'vmid')
  const dryrun = isSet(one(parameters, 'dryrun')) ? 1 : 0
  const listed = named === undefined ? (await connection.call('GET', `/nodes/${connection.node}/qemu`, {})).data : [{ vmid: named }]
  const vmids = (listed as readonly { vmid: number | string }[]).map(row => String(row.vmid))
  if (dryrun) terminal.out("NOTE: running in dry-run mode, won't write changes out!\n")
  terminal.out('rescan volumes...\n')
  let failed = 0
  for (const vmid of vmids) {
    try {
      const { data } = await connection.call('POST', `${vmPath(connection, vmid)}/rescan`, { dryrun })
      for (const line of data as readonly string[]) terminal.out(`${line}\n`)
    } catch (error) {
      if (!(error instanceof Failure) || error.status === 400) throw error
      failed = 2
      terminal.error(`VM ${vmid}: ${failureText(error)}\n`)
    }
  }
  return failed
}
