import { countOf } from '../qmp/agent-answers.ts'
import type { QemuServices } from '../services.ts'
import { withAgent } from './guest-agent.ts'

export interface FreezeOptions {
  /** milliseconds; a guest that writes much takes a while to come to rest. Default 20 000 */
  readonly timeoutMs?: number
}

const usualMs = 20_000

/**
 * Brings the file systems of a guest to rest through its agent and answers how many. Whoever calls it writes an undo that
 * thaws before, and thaws whatever happens, also when this failed: a late agent may freeze them yet.
 */
export async function freezeGuest(services: Pick<QemuServices, 'runtime'>, vmid: number, options: FreezeOptions = {}): Promise<number> {
  return countOf('guest-fsfreeze-freeze', await run(services, vmid, 'guest-fsfreeze-freeze', options))
}

/** Lets the file systems of a guest go on, and answers how many were at rest. Fails when its agent does not answer. */
export async function thawGuest(services: Pick<QemuServices, 'runtime'>, vmid: number, options: FreezeOptions = {}): Promise<number> {
  const timeoutMs = options.timeoutMs ?? usualMs
  return countOf('guest-fsfreeze-thaw', await run(services, vmid, 'guest-fsfreeze-thaw', { timeoutMs }))
}

function run(
  services: Pick<QemuServices, 'runtime'>,
  vmid: number,
  command: string,
  { timeoutMs = usualMs }: FreezeOptions,
): Promise<unknown> {
  // A guest at rest is worse than a caller who waits: the agent may have to finish something first.
  return withAgent(services, vmid, agent => agent.execute(command, {}, { timeoutMs }), { timeoutMs, waitMs: timeoutMs })
}
