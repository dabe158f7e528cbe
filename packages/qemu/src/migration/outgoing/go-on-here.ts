import { closeNodes } from '../../hot/disk-node.ts'
import { cancelJobs } from '../../hot/end-copies.ts'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import { endSending } from '../../state/outgoing-state.ts'
import { goOn, type Standing } from '../../state/standing.ts'
import { breakConnections, forgetMigration } from '../qemu-migration.ts'

/** What the sending of a guest began in its QEMU. */
export interface SendingTrace {
  /** undefined: it does not run */
  readonly standing?: Standing
  /** Copying jobs, and nodes that they write to, in the running machine. */
  readonly jobs: readonly string[]
  readonly nodes: readonly string[]
}

/** The guest goes on here, without a trace of the attempt to send it in its QEMU. */
export async function goOnHere(client: QmpClient, { standing = 'running', jobs, nodes }: SendingTrace): Promise<void> {
  try {
    // First: what the guest writes waits for the other end.
    await breakConnections(client, nodes)
    await cancelJobs(client, jobs)
    await endSending(client)
  } finally {
    // Whatever is left of the attempt, the guest does not stand still for it.
    await goOn(client, standing)
  }
  await closeNodes(client, nodes)
  await forgetMigration(client)
}
