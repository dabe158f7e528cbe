// The config store of a lab's node without the rest of the product: store-process.ts NAME. Tells when it is ready.
import { startStore } from '@quorate/cluster/store'
import { rootAt } from '@quorate/host'
import { giveMemoryBack } from '@quorate/host/give-memory-back'

const store = await startStore({ root: rootAt('/', process.argv[2] ?? ''), notice: text => console.error(text) })
process.on('SIGTERM', () => void store.close().then(() => process.exit(0)))
giveMemoryBack({ trim: store.trimHeap })
console.log(store.mounted ? 'mounted' : 'ready')
