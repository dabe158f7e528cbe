import { pendingDeletions, pendingValues, type GuestConfig } from '@quorate/guest'
import { parameterFailure } from '@quorate/schema'
import { cpuLevels } from '../devices/cpu.ts'
import { customCpuModels } from '../devices/custom-cpu-models.ts'
import type { QemuServices } from '../services.ts'

/** Refuses a CPU model that neither the QEMU of this node nor the cluster's own list knows. What a config has already is left. */
export async function checkCpuModel(
  { capabilities, store, host }: Pick<QemuServices, 'capabilities' | 'store' | 'host'>,
  text: string | undefined,
): Promise<void> {
  const model = /^(?:cputype=)?([^,=]+)(?:,|$)/.exec(text ?? '')?.[1]
  if (model === undefined) return
  const custom = /^custom-(.+)$/.exec(model)?.[1]
  if (custom !== undefined) {
    if (customCpuModels(store).has(custom)) return
    throw parameterFailure({ cpu: `there is no CPU model '${custom}' in virtual-guest/cpu-models.conf` })
  }
  const { cpuModels, version } = await capabilities()
  if (cpuModels.length === 0 || ['host', 'max', ...cpuLevels, ...cpuModels].includes(model)) return
  const list = `pvesh get /nodes/${host.root.node}/capabilities/qemu/cpu`
  throw parameterFailure({ cpu: `QEMU ${version} does not know the model '${model}' - '${list}' lists what it knows` })
}

/** Refuses a balloon that would be larger than the memory it lies in. */
export function checkBalloon(config: GuestConfig | undefined, set: ReadonlyMap<string, string>, taken: readonly string[] = []): void {
  if (!set.has('balloon') && !set.has('memory')) return
  const pending = config ? pendingValues(config) : new Map<string, string>()
  const gone = new Set([...taken, ...(config ? pendingDeletions(config).keys() : [])])
  const wanted = (key: string) => set.get(key) ?? (gone.has(key) ? undefined : (pending.get(key) ?? config?.current.get(key)))
  const memory = Number(/^(?:current=)?(\d+)/.exec(wanted('memory') ?? '')?.[1] ?? 512)
  const balloon = Number(wanted('balloon') ?? 0)
  if (balloon <= memory) return
  throw parameterFailure({
    [set.has('balloon') ? 'balloon' : 'memory']:
      `balloon value too large (must be smaller than assigned memory): ${balloon} of ${memory} MiB`,
  })
}
