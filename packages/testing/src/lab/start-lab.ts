import { randomBytes } from 'node:crypto'
import { formCluster } from './form-cluster.ts'
import { removeGroups } from './lab-cgroups.ts'
import { makeNetwork, removeNetwork } from './lab-network.ts'
import { claimLab, deadLabs, labFolder, livingLabs } from './lab-place.ts'
import { Lab } from './lab.ts'
import { startDevice, joinDevice } from './quorum-device.ts'
import { must } from './run.ts'

export interface LabOptions {
  /** 1 to 5 */
  readonly nodes: number
  /** One cluster of all nodes (default where the product runs). False: each is on, and alone. */
  readonly cluster?: boolean
  /** The product runs in every node (default). False: nothing does; `configureCorosync` makes a cluster without it. */
  readonly product?: boolean
  /** One more machine with corosync-qnetd; the cluster, if there is one, uses it. */
  readonly qdevice?: boolean
  /** Of root@pam; one is made up by default. */
  readonly password?: string
}

async function remove(number: number): Promise<void> {
  await removeNetwork(number)
  await removeGroups(`quorate-lab${number}-`)
  await must(['rm', '-rf', '--one-file-system', '--', labFolder(number)])
}

/** Removes what labs left behind whose builder was killed. */
async function removeRemains(): Promise<void> {
  for (const record of deadLabs()) {
    await using _remains = new Lab(record, () => remove(record.number))
  }
}

/**
 * Builds a cluster of whole nodes on this one machine. Each has its own network, mounts, processes, control groups and
 * host name, /etc/pve, and disk; system and checkout are this machine's, and so are clock, loop devices and /dev/kvm.
 * Several labs run side by side.
 */
export async function startLab({ nodes, product = true, cluster = product, qdevice = false, password }: LabOptions): Promise<Lab> {
  if (process.getuid?.() !== 0) throw new Error('a lab takes root: it makes namespaces, mounts and bridges')
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 5) throw new Error(`a lab has 1 to 5 nodes, not ${nodes}`)
  await removeRemains()
  const secret = password ?? randomBytes(9).toString('base64url')
  const record = claimLab({ nodes, product, device: qdevice, password: secret })
  const lab = new Lab(record, () => remove(record.number))
  try {
    await makeNetwork(lab.number)
    if (qdevice) await startDevice(lab)
    await lab.bootAll()
    if (cluster) await formCluster(lab)
    if (qdevice && cluster) await joinDevice(lab)
    return lab
  } catch (error) {
    await lab[Symbol.asyncDispose]()
    throw error
  }
}

/** The lab that another process built, by its number, or the only one. It ends with that process. */
export function openLab(number?: number): Lab {
  const labs = livingLabs().filter(lab => number === undefined || lab.number === number)
  const [record, second] = labs
  if (!record)
    throw new Error(number === undefined ? 'no lab runs: npm run lab -- 3 builds one of three nodes' : `there is no lab ${number}`)
  if (second) throw new Error(`several labs run: choose one with --lab ${labs.map(lab => lab.number).join(', --lab ')}`)
  return new Lab(record, async () => {
    throw new Error('a lab is ended by the process that built it')
  })
}

export { configureCorosync } from './configure-corosync.ts'
export { deviceNumber, type Lab } from './lab.ts'
