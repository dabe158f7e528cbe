// The config store of a lab's node without the rest of the product: store-process.ts NAME. Tells when it is ready.
import { flushCompileCache } from 'node:module'
import { startStore } from '@quorate/cluster/store'
import { rootAt } from '@quorate/host'
import { giveMemoryBack } from '@quorate/host/give-memory-back'

const store = await startStore({ root: rootAt('/', process.argv[2] ?? ''), notice: text => console.error(text) })
process.on('SIGTERM', () => void store.close().then(() => process.exit(0)))
// Now, for the next start: at its end it is killed as a rule. To strip types takes 25 MiB, for good.
flushCompileCache()
giveMemoryBack({ trim: store.trimHeap })
console.log(store.mounted ? 'mounted' : 'ready')
