import { findProgram } from '../exec/find-program.ts'
import type { Exec } from './ip.ts'

/** Names of the Open vSwitch switches; none where it is not installed. */
export async function ovsBridges(exec: Exec): Promise<string[]> {
  if (findProgram('ovs-vsctl') === undefined) return []
  const { code, stdout } = await exec('ovs-vsctl', ['--timeout=5', 'list-br'], { okCodes: [0, 1] })
  return code === 0 ? stdout.split('\n').filter(Boolean) : []
}

export async function ovsAttach(exec: Exec, port: string, bridge: string, options: { vlan?: number; trunks?: string }): Promise<void> {
  const settings: string[] = []
  if (options.vlan !== undefined) settings.push(`tag=${options.vlan}`)
  if (options.trunks !== undefined) settings.push(`trunks=${options.trunks.replaceAll(';', ',')}`)
  if (options.vlan !== undefined && options.trunks !== undefined) settings.push('vlan_mode=native-untagged')
  await exec('ovs-vsctl', ['--timeout=5', '--if-exists', 'del-port', port, '--', 'add-port', bridge, port, ...settings])
}

export async function ovsDetach(exec: Exec, port: string): Promise<void> {
  if (findProgram('ovs-vsctl') !== undefined) await exec('ovs-vsctl', ['--timeout=5', '--if-exists', 'del-port', port], { okCodes: [0, 1] })
}
