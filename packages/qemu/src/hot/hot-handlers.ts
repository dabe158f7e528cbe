import { hotAgent } from './hot-agent.ts'
import { hotBalloon } from './hot-balloon.ts'
import type { HotHandler } from './hot-change.ts'
import { hotCpuShare } from './hot-cpu-share.ts'
import { hotCpu } from './hot-cpu.ts'
import { hotDisk } from './hot-disk.ts'
import { hotKeepPages } from './hot-keep-pages.ts'
import { hotMemory } from './hot-memory.ts'
import { hotNic } from './hot-nic.ts'
import { hotUsb } from './hot-usb.ts'

const handlers: readonly (readonly [keys: RegExp, handler: HotHandler])[] = [
  [/^(?:ide|sata|scsi|virtio)\d+$/, hotDisk],
  [/^net\d+$/, hotNic],
  [/^(?:usb\d+|tablet)$/, hotUsb],
  [/^vcpus$/, hotCpu],
  [/^memory$/, hotMemory],
  [/^keephugepages$/, hotKeepPages],
  [/^balloon$/, hotBalloon],
  [/^(?:cpulimit|cpuunits|affinity)$/, hotCpuShare],
  [/^agent$/, hotAgent],
]

/** undefined: a change of the key always waits for the next start */
export function hotHandler(key: string): HotHandler | undefined {
  return handlers.find(([keys]) => keys.test(key))?.[1]
}
