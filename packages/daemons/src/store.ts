import { startStore } from '@quorate/cluster/store'
import { rootAt } from '@quorate/host/root'
import { runProcess } from './process.ts'

await runProcess('store', async ({ root: path, node }, notice) => {
  const handed = process.env.QUORATE_FUSE_FD
  const store = await startStore({
    root: rootAt(path, node),
    mount: handed !== undefined,
    notice,
    // As after a crash: the mount, which the parent keeps, goes on with the next process. The answer leaves before.
    restart: () => void setTimeout(() => process.exit(0), 50),
    ...(handed === undefined ? {} : { fuseFd: Number(handed) }),
  })
  return store
})
