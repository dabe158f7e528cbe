import { join } from 'node:path'
import { Failure } from '@quorate/schema'
import { readControl } from '../kernel-file.ts'
import { order } from './order.ts'

export interface MemoryLimits {
  readonly memoryBytes: number
  readonly swapBytes: number
}

/** What the machine did not let us do. */
export type Refused = (what: string) => void

/** In this order, or none: what was changed before is changed back. */
async function all(folder: string, orders: readonly (readonly [file: string, value: number | string])[]): Promise<boolean> {
  const changed: [file: string, before: string][] = []
  try {
    for (const [file, value] of orders) {
      const before = await readControl(join(folder, file))
      if (!(await order(join(folder, file), String(value)))) return false
      if (before !== undefined) changed.push([file, before])
    }
    return true
  } catch (error) {
    for (const [file, before] of changed.toReversed()) await order(join(folder, file), before)
    throw error
  }
}

/** Memory, and memory with swap: the second is never less than the first, so what grows grows from the second on. */
async function setVersion1(folder: string, { memoryBytes, swapBytes }: MemoryLimits, refused: Refused): Promise<void> {
  const alone = ['memory.limit_in_bytes', memoryBytes] as const
  const together = ['memory.memsw.limit_in_bytes', memoryBytes + swapBytes] as const
  const before = await readControl(join(folder, together[0]))
  if (before === undefined) refused('Swap limit')
  const orders = before === undefined ? [alone] : together[1] >= Number(before) ? [together, alone] : [alone, together]
  if (!(await all(folder, orders))) refused('Memory limit')
}

/**
 * A limit below what is in use has the kernel kill processes. So a lower one is first a mark above which it takes memory back;
 * only what was given up becomes the limit.
 */
async function shrink(folder: string, memoryBytes: number): Promise<boolean> {
  const mark = join(folder, 'memory.high')
  const before = await readControl(mark)
  if (before === undefined || !(await order(mark, String(memoryBytes)))) return false
  try {
    if (Number(await readControl(join(folder, 'memory.current'))) > memoryBytes) throw new Failure('more than that is in use')
    return await order(join(folder, 'memory.max'), String(memoryBytes))
  } finally {
    await order(mark, before)
  }
}

async function setVersion2(folder: string, { memoryBytes, swapBytes }: MemoryLimits, refused: Refused): Promise<void> {
  const before = await readControl(join(folder, 'memory.max'))
  const shrinks = before !== undefined && (before === 'max' || Number(before) > memoryBytes)
  const written = shrinks ? await shrink(folder, memoryBytes) : await order(join(folder, 'memory.max'), String(memoryBytes))
  if (!written) refused('Memory limit')
  if (!(await order(join(folder, 'memory.swap.max'), String(swapBytes)))) refused('Swap limit')
}

export async function setMemoryLimits(version: 1 | 2, folder: string, limits: MemoryLimits, refused: Refused): Promise<void> {
  try {
    await (version === 1 ? setVersion1 : setVersion2)(folder, limits, refused)
  } catch (error) {
    const { memoryBytes, swapBytes } = limits
    const wanted = `${memoryBytes >> 20} MiB of memory and ${swapBytes >> 20} MiB of swap`
    if (error instanceof Failure) throw new Failure(`cannot limit the container to ${wanted}: ${error.message}`)
    throw error
  }
}
