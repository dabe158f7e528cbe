import type { Exec } from './ip.ts'

const mebi = 1024 * 1024

async function clear(exec: Exec, name: string): Promise<void> {
  // There may be nothing to take away: exit code 2.
  await exec('tc', ['qdisc', 'del', 'dev', name, 'root'], { okCodes: [0, 1, 2] })
  await exec('tc', ['qdisc', 'del', 'dev', name, 'ingress'], { okCodes: [0, 1, 2] })
}

/**
 * Limits what a port carries in both directions: to the guest by shaping, from the guest by policing. False: this
 * kernel cannot police, only what the guest receives is limited.
 */
export async function setPortRate(exec: Exec, name: string, megabytesPerSecond: number | undefined): Promise<boolean> {
  await clear(exec, name)
  if (megabytesPerSecond === undefined || megabytesPerSecond <= 0) return true
  // In tc `bps` are bytes per second.
  const rate = `${Math.max(1, Math.round(megabytesPerSecond * mebi))}bps`
  const burst = `${mebi}b`
  await exec('tc', ['qdisc', 'add', 'dev', name, 'root', 'handle', '1:', 'htb', 'default', '1'])
  await exec('tc', ['class', 'add', 'dev', name, 'parent', '1:', 'classid', '1:1', 'htb', 'rate', rate, 'burst', burst])
  const ingress = await exec('tc', ['qdisc', 'add', 'dev', name, 'handle', 'ffff:', 'ingress'], { okCodes: [0, 1, 2] })
  if (ingress.code !== 0) return false
  const police = ['police', 'rate', rate, 'burst', burst, 'conform-exceed', 'drop']
  const filter = await exec(
    'tc',
    ['filter', 'add', 'dev', name, 'parent', 'ffff:', 'protocol', 'all', 'prio', '50', 'matchall', 'action', ...police],
    { okCodes: [0, 1, 2] },
  )
  return filter.code === 0
}
