import type { ProcessIdentity } from '../host.ts'
import { openOfProcess } from '../processes/open-of-process.ts'

/** `path`: under which other programs find it as long as it is open here. */
export function openNetworkOf(target: ProcessIdentity): Disposable & { readonly path: string } {
  const open = openOfProcess(target, 'ns/net')
  return { path: `/proc/${process.pid}/fd/${open.fd}`, [Symbol.dispose]: () => open[Symbol.dispose]() }
}
