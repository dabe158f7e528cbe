import { startStore } from '@quorate/cluster/store'
import { rootAt } from '@quorate/host/root'
import { runProcess } from './process.ts'

await runProcess('store', async ({ root: path, node }, notice) => {
  const handed = process.env.QUORATE_FUSE_FD
  const store = await startStore({
    root: rootAt(path, node),
    mount: handed !== undefined,
    notice,
    ...(handed === undefined ? {} : { fuseFd: Number(handed) }),
  })
  return { close: () => store.close() }
})
