import { Failure, failureText } from '@quorate/schema/failure'
import { ctPath, vmPath } from './guest-path.ts'
import { isSet, one, type SpecialRun } from './special-run.ts'

const kinds = {
  qemu: { word: 'VM', pathOf: vmPath },
  lxc: { word: 'CT', pathOf: ctPath },
} as const

/** One guest, or all of the node: what fails for one is said, and the others go on. */
export function rescan(kind: keyof typeof kinds): SpecialRun {
  const { word, pathOf } = kinds[kind]
  return async ({ connection, terminal, read }) => {
    const { parameters } = read()
    const named = one(parameters, 'vmid')
    const dryrun = isSet(one(parameters, 'dryrun')) ? 1 : 0
    const listed = named === undefined ? (await connection.call('GET', `/nodes/${connection.node}/${kind}`, {})).data : [{ vmid: named }]
    const vmids = (listed as readonly { vmid: number | string }[]).map(row => String(row.vmid))
    if (dryrun) terminal.out("NOTE: running in dry-run mode, won't write changes out!\n")
    terminal.out('rescan volumes...\n')
    let failed = 0
    for (const vmid of vmids) {
      try {
        const { data } = await connection.call('POST', `${pathOf(connection, vmid)}/rescan`, { dryrun })
        for (const line of data as readonly string[]) terminal.out(`${line}\n`)
      } catch (error) {
        if (!(error instanceof Failure) || error.status === 400) throw error
        failed = 2
        terminal.error(`${word} ${vmid}: ${failureText(error)}\n`)
      }
    }
    return failed
  }
}
