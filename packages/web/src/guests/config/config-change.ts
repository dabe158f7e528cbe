import { planned, type PlannedCall } from '../../forms/planned-call.ts'
import type { Guest } from '../../live/guest.ts'
import type { Config } from './config-rows.ts'

export interface ConfigChange {
  readonly set?: Readonly<Record<string, string | number | boolean>>
  readonly delete?: readonly string[]
  /** Pending changes to take back. */
  readonly revert?: readonly string[]
  /** Refused when the file is no longer this one. */
  readonly digest?: string | undefined
  /** It creates or copies volumes: a task does it. Containers know no such method and are waited for. */
  readonly asTask?: boolean
  /** With `delete`: volumes go for good. */
  readonly force?: boolean
}

const secrets = ['cipassword']

/** The call that changes a guest's configuration; undefined: there is nothing to change. */
export function configCall(guest: Guest, change: ConfigChange): PlannedCall | undefined {
  const { set = {}, delete: gone = [], revert = [], digest, asTask, force } = change
  if (Object.keys(set).length + gone.length + revert.length === 0) return undefined
  const { node, vmid, kind } = guest
  const method = asTask === true && kind === 'qemu' ? 'POST' : 'PUT'
  const parameters = {
    node,
    vmid,
    ...set,
    ...(gone.length > 0 && { delete: gone.join(',') }),
    ...(revert.length > 0 && { revert: revert.join(',') }),
    ...(force === true && kind === 'qemu' && gone.length > 0 && { force: true }),
    ...(digest !== undefined && { digest }),
  }
  return planned(`${method} /nodes/{node}/${kind}/{vmid}/config` as 'PUT /nodes/{node}/qemu/{vmid}/config', parameters, secrets)
}

/** The change that takes another back: every key gets the value it had. undefined: that of a secret is not known. */
export function inverseOf(change: ConfigChange, before: Config): ConfigChange | undefined {
  const touched = [...Object.keys(change.set ?? {}), ...(change.delete ?? [])]
  if (touched.some(key => secrets.includes(key))) return undefined
  const set = Object.fromEntries(touched.flatMap(key => (before.has(key) ? [[key, before.get(key) as string] as const] : [])))
  return { set, delete: touched.filter(key => !before.has(key)) }
}
