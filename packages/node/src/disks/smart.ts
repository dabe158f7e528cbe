import { findProgram, type Host } from '@quorate/host'

interface SmartAttribute {
  readonly id: number
  readonly name: string
  readonly value: number
  readonly worst: number
  readonly thresh: number
  readonly when_failed?: string
  readonly flags?: { readonly string?: string }
  readonly raw?: { readonly string?: string }
}

/** What of smartctl's JSON is looked at. */
interface SmartAnswer {
  readonly smartctl?: { readonly output?: readonly string[] }
  readonly smart_status?: { readonly passed?: boolean }
  readonly rotation_rate?: number
  readonly ata_smart_attributes?: { readonly table?: readonly SmartAttribute[] }
  readonly nvme_smart_health_information_log?: { readonly percentage_used?: number }
}

export interface DiskHealth {
  readonly health: string
  /** turns per minute; undefined: not told */
  readonly rpm?: number
  /** per cent of its life that is left */
  readonly wearout?: number
}

export interface SmartReport {
  readonly health: string
  readonly type?: 'ata' | 'text'
  readonly attributes?: readonly Record<string, unknown>[]
  readonly text?: string
}

const timeoutMs = 30_000
/** Each bit of its exit code means something, and its answer tells all of it. */
const anyCode = Array.from({ length: 256 }, (_, code) => code)
/** Attributes whose normal value counts down from 100 with the life of flash memory. */
const lifeLeft = new Set([169, 173, 177, 202, 231, 233])

async function ask(host: Pick<Host, 'exec'>, args: readonly string[]): Promise<SmartAnswer> {
  const { stdout } = await host.exec('smartctl', args, { okCodes: anyCode, timeoutMs })
  return stdout.trimStart().startsWith('{') ? (JSON.parse(stdout) as SmartAnswer) : {}
}

function healthOf({ smart_status: status }: SmartAnswer): string {
  if (status?.passed === undefined) return 'UNKNOWN'
  return status.passed ? 'PASSED' : 'FAILED'
}

/** Can disks be asked here? */
export function hasSmart(): boolean {
  return findProgram('smartctl') !== undefined
}

/** A disk's health in short. One that sleeps is not woken. */
export async function diskHealth(host: Pick<Host, 'exec'>, path: string): Promise<DiskHealth> {
  const answer = await ask(host, ['--json=c', '--nocheck=standby', '--info', '--health', '--attributes', '--', path])
  const used = answer.nvme_smart_health_information_log?.percentage_used
  const life = answer.ata_smart_attributes?.table?.find(({ id }) => lifeLeft.has(id))?.value
  const wearout = used === undefined ? life : Math.max(0, 100 - used)
  return {
    health: healthOf(answer),
    ...(answer.rotation_rate !== undefined && { rpm: answer.rotation_rate }),
    ...(wearout !== undefined && { wearout }),
  }
}

/** All that a disk tells about itself: a table where it has one, else words. */
export async function smartReport(host: Pick<Host, 'exec'>, path: string, healthOnly: boolean): Promise<SmartReport> {
  const answer = await ask(host, ['--json=o', '--health', ...(healthOnly ? [] : ['--attributes']), '--', path])
  const health = healthOf(answer)
  if (healthOnly) return { health }
  const table = answer.ata_smart_attributes?.table
  if (!table) return { health, type: 'text', text: (answer.smartctl?.output ?? []).join('\n') }
  const attributes = table.map(({ id, name, value, worst, thresh, when_failed: failed, flags, raw }) => ({
    id: String(id).padStart(3),
    name,
    value,
    worst,
    threshold: thresh,
    fail: failed || '-',
    flags: flags?.string?.trim() ?? '',
    raw: raw?.string ?? '',
  }))
  return { health, type: 'ata', attributes }
}
