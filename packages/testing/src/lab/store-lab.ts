import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { requestMembershipChange } from '@quorate/cluster/membership'
import { configureCorosync } from './configure-corosync.ts'
import type { Lab } from './lab.ts'
import { untilTrue } from './machine-processes.ts'
import { startLab } from './start-lab.ts'

const cluster = 'stores'

/** Nodes of a lab that run corosync and the config store, and nothing else of the product. */
export interface StoreLab extends AsyncDisposable {
  readonly lab: Lab
  /** Starts corosync of a node. */
  startCorosync(node: number): ChildProcess
  /** Starts the store of a node. `flags`: of Node. */
  startStore(node: number, flags?: readonly string[]): Promise<ChildProcess>
}

/** A cluster of stores; all of them run when it is there. */
export async function startStoreLab(nodes: number, { flags = [] }: { flags?: readonly string[] } = {}): Promise<StoreLab> {
  const lab = await startLab({ nodes, cluster: false, product: false })
  const stores: StoreLab = {
    lab,
    startCorosync: node => lab.spawn(node, ['corosync', '-f']),
    async startStore(node, own = flags) {
      const script = join(import.meta.dirname, 'store-process.ts')
      const child = lab.spawn(node, [process.execPath, '--max-semi-space-size=4', ...own, script, lab.name(node)], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      let ready = false
      child.stdout?.on('data', () => (ready = true))
      await untilTrue(`the store of ${lab.name(node)} runs`, () => ready)
      return child
    },
    [Symbol.asyncDispose]: () => lab[Symbol.asyncDispose](),
  }
  try {
    await form(stores)
    return stores
  } catch (error) {
    await lab[Symbol.asyncDispose]()
    throw error
  }
}

async function form({ lab, startCorosync, startStore }: StoreLab): Promise<void> {
  const [first = 1, ...others] = lab.nodes
  const conf = configureCorosync(lab, cluster)
  for (const number of lab.nodes) {
    const state = lab.disk(number, 'var/lib/quorate')
    mkdirSync(state, { recursive: true })
    requestMembershipChange({ state }, { to: 'member', found: number === first, cluster, nodeId: number })
    startCorosync(number)
  }
  await Promise.all(lab.nodes.map(number => startStore(number)))
  await untilTrue('the stores write', async () => (await lab.exec(first, ['mkdir', '-p', '/etc/pve/lab'])).code === 0)
  await lab.must(first, ['tee', '/etc/pve/corosync.conf'], conf)
  for (const number of others)
    await untilTrue(
      `${lab.name(number)} is in step`,
      async () => (await lab.exec(number, ['test', '-s', '/etc/pve/corosync.conf'])).code === 0,
    )
}
