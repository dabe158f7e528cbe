// A store in a process of its own, for tests and measurements that kill it: `node testing-process.ts <root> [mount]`.
import { rootAt } from '@quorate/host'
import { startStore } from './store/start-store.ts'

const [path = '', mount] = process.argv.slice(2)
const fd = process.env.QUORATE_FUSE_FD
const store = await startStore({
  root: rootAt(path, 'pve'),
  mount: mount === 'mount',
  ...(fd !== undefined && { fuseFd: Number(fd) }),
  notice: text => process.send?.({ notice: text }),
})
process.send?.({ mounted: store.mounted })
process.on('SIGTERM', () => void store.close().then(() => process.exit(0)))
process.on('disconnect', () => void store.close().then(() => process.exit(0)))
