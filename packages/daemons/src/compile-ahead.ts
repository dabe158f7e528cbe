/**
 * Loads all code of the product once, so that Node keeps it compiled. Without this every process of a first start would
 * strip and compile its files for itself, and hold the compiler in memory as long as it runs.
 */
import { flushCompileCache } from 'node:module'
import { allEndpoints } from '@quorate/contract'

await Promise.all([
  import('./supervisor.ts'),
  import('./store.ts'),
  import('./runner.ts'),
  import('./daemon.ts'),
  import('./agent.ts'),
  import('./proxy.ts'),
  import('@quorate/cli'),
  import('@quorate/cluster/mount-tree'),
  allEndpoints(),
])
flushCompileCache()
process.exit(0)
