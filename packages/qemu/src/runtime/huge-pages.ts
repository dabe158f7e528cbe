import { takingTurns } from '@quorate/guest'
import { readMemory, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { HugePagePlan } from '../plan/vm-plan.ts'

/** Pages that were added to a pool of the kernel for a guest; `node` undefined: any node of the host. */
export interface AddedPages {
  readonly node: number | undefined
  readonly pages: number
}

type Kernel = Pick<Host, 'kernel' | 'root'>
type Size = HugePagePlan['mebibytes']

const pools = 'kernel/mm/hugepages'

/** MiB of the sizes that the kernel offers, ascending. */
export async function hugePageSizes({ kernel }: Kernel): Promise<number[]> {
  const names = await kernel.list(pools)
  return names.flatMap(name => Number(/^hugepages-(\d+)kB$/.exec(name)?.[1] ?? 0) / 1024 || []).toSorted((a, b) => a - b)
}

/** Reading a pool and writing it again must not cross with another start. */
const inTurn = takingTurns()

function poolOf(size: Size, node: number | undefined): string {
  const name = `hugepages-${size * 1024}kB`
  return node === undefined ? `${pools}/${name}` : `devices/system/node/node${node}/hugepages/${name}`
}

async function count({ kernel, root }: Kernel, size: Size, node: number | undefined, file: string): Promise<number> {
  const text = await kernel.read(`${poolOf(size, node)}/${file}`)
  if (text !== undefined) return Number(text)
  throw new Failure(
    node === undefined ? `node ${root.node} has no huge pages of ${size} MiB` : `NUMA node ${node} of ${root.node} does not exist`,
  )
}

/** Pages by pool; those for several nodes of the host are spread over them. */
function byPool(needs: HugePagePlan['needs']): Map<number | undefined, number> {
  const wanted = new Map<number | undefined, number>()
  for (const { pages, hostNodes } of needs) {
    const nodes = hostNodes ?? [undefined]
    for (const [at, node] of nodes.entries()) {
      const share = Math.floor(pages / nodes.length) + (at < pages % nodes.length ? 1 : 0)
      wanted.set(node, (wanted.get(node) ?? 0) + share)
    }
  }
  // Pools of single nodes first: what they take is no longer free for those that take any.
  return new Map([...wanted].toSorted(([a], [b]) => Number(a === undefined) - Number(b === undefined)))
}

/**
 * Makes the pools of the kernel large enough for a guest. `note` hears what will be added before it is. Fails, with the
 * pools as before, when the memory of the node is too full or too scattered.
 */
export function addPages(
  host: Kernel,
  size: Size,
  needs: HugePagePlan['needs'],
  note: (added: readonly AddedPages[]) => Promise<void>,
): Promise<AddedPages[]> {
  return inTurn(async () => {
    const reserved = await count(host, size, undefined, 'resv_hugepages')
    const missing: AddedPages[] = []
    let claimed = 0
    for (const [node, pages] of byPool(needs)) {
      const free = Math.max(0, (await count(host, size, node, 'free_hugepages')) - reserved - (node === undefined ? claimed : 0))
      if (pages > free) missing.push({ node, pages: pages - free })
      claimed += Math.min(pages, free)
    }
    const mebibytes = missing.reduce((sum, add) => sum + add.pages * size, 0)
    const available = Math.floor(readMemory().available / 2 ** 20)
    // Asking the kernel for more than there is would take everything from everybody else.
    if (mebibytes > available)
      throw new Failure(
        `hugepages: ${mebibytes / size} more pages of ${size} MiB are needed, but node ${host.root.node} has only ${available} MiB of memory available`,
      )
    await note(missing)
    const done: AddedPages[] = []
    try {
      for (const add of missing) {
        const before = await count(host, size, add.node, 'nr_hugepages')
        await host.kernel.write(`${poolOf(size, add.node)}/nr_hugepages`, String(before + add.pages))
        const there = (await count(host, size, add.node, 'nr_hugepages')) - before
        done.push({ node: add.node, pages: Math.max(0, there) })
        if (there < add.pages) throw tooFew(host, size, add, there)
      }
    } catch (error) {
      for (const added of done) await takeFrom(host, size, added)
      throw error
    }
    return missing
  })
}

function tooFew({ root }: Kernel, size: Size, { node, pages }: AddedPages, there: number): Failure {
  const where = node === undefined ? `node ${root.node}` : `NUMA node ${node} of ${root.node}`
  return new Failure(
    `hugepages: ${pages} more pages of ${size} MiB are needed, but ${where} could set aside only ${Math.max(0, there)}: free memory there, or set pages aside when it boots`,
  )
}

/** Gives pages back to the node's ordinary memory, as far as they are free. */
export function takePages(host: Kernel, size: Size, pages: readonly AddedPages[]): Promise<void> {
  return inTurn(async () => {
    for (const one of pages) await takeFrom(host, size, one)
  })
}

async function takeFrom(host: Kernel, size: Size, { node, pages }: AddedPages): Promise<void> {
  const reserved = await count(host, size, undefined, 'resv_hugepages')
  const free = (await count(host, size, node, 'free_hugepages')) - reserved
  const give = Math.min(pages, free)
  if (give <= 0) return
  const present = await count(host, size, node, 'nr_hugepages')
  await host.kernel.write(`${poolOf(size, node)}/nr_hugepages`, String(present - give))
}
