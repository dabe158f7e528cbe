import type { Implementation, TaskWork } from '@quorate/contract'
import { guestUndoActions } from '@quorate/guest'
import { rootAt } from '@quorate/host'
import { keepLxcfs, lxcUndoActions, startContainerWatch } from '@quorate/lxc'
import { clusterUndoActions, type OwnProcess } from '@quorate/node'
import { qemuUndoActions, startGuestWatch, type QemuServices } from '@quorate/qemu'
import { createCall } from '@quorate/server'
import { storageUndoActions } from '@quorate/storage'
import { templateUndoActions } from '@quorate/templates'
import { noteTask, runnerSocket, serveRunner, TaskEngine, type UndoAction } from '@quorate/tasks'
import { callOfNode } from './call-of-node.ts'
import { clusterParts } from './cluster-parts.ts'
import { guestTasks } from './guest-tasks.ts'
import { implementations } from './implementations.ts'
import { taskLine } from './log-lines.ts'
import { runProcess } from './process.ts'
import { composeServices } from './services.ts'
import { startAtBoot } from './start-at-boot.ts'

await runProcess('runner', async (options, notice, tell) => {
  const root = rootAt(options.root, options.node)
  const composed = await composeServices('runner', options, notice, async (call, type, id, line) =>
    noteTask(engine, { type, id, authid: call.caller.authid, ...(line !== undefined && { line }) }),
  )
  const abortShutdowns = (vmid: number, authid: string) => {
    for (const { upid, type, id } of engine.active())
      if (['qmshutdown', 'vzshutdown'].includes(type) && id === String(vmid)) engine.stop(upid, authid)
  }
  const recovered = Promise.withResolvers<void>()
  const background = async (type: string, vmid: number, work: TaskWork, { queued = false } = {}) => {
    await recovered.promise
    const id = String(vmid)
    await engine.ended(engine.start({ type, id, authid: 'root@pam', work, ...(queued ? { queue: id } : {}) }))
  }
  const beginTask: QemuServices['beginTask'] = (call, type, id, work) => {
    const upid = engine.start({ type, id, authid: call.caller.authid, work })
    return { upid, ended: engine.ended(upid) ?? Promise.resolve('OK') }
  }
  const beginQueued: QemuServices['beginQueued'] = (authid, type, vmid, work) => {
    const id = String(vmid)
    const upid = engine.start({ type, id, authid, queue: id, work })
    return { upid, ended: engine.ended(upid) ?? Promise.resolve('OK'), stop: () => void engine.stop(upid, authid) }
  }
  const lxcfs = keepLxcfs(composed.host, notice)
  const services = {
    ...composed,
    stopGuests: async () => {
      const call = callOfNode(root.node, 'end of the machine')
      return (await implementationOf('/nodes/{node}/stopall').handler(call, { node: root.node } as never)) as TaskWork
    },
    restart: (process: OwnProcess) => tell({ type: 'restart', process }),
    clusterOrders: {
      corosync: () => tell({ type: 'membership' }),
      restart: (process: OwnProcess) => tell({ type: 'restart', process }),
      ended: async (upid: string) => await engine.ended(upid),
    },
    qemu: { ...composed.qemu, abortShutdowns, background, beginQueued, beginTask },
    lxc: { ...composed.lxc, abortShutdowns, background, beginQueued, beginTask, lxcfs: lxcfs.current, endLxcfs: lxcfs.endUnused },
  }
  const { store, access, qemu, lxc, storage } = services
  const engine = new TaskEngine({ root, hub: store.hub, notice, told: task => services.log.write(taskLine(task)) })
  const undo: Readonly<Record<string, UndoAction>> = {
    ...storageUndoActions(storage),
    ...templateUndoActions(services.host),
    ...guestUndoActions(services),
    ...qemuUndoActions(qemu),
    ...lxcUndoActions(lxc),
    ...clusterUndoActions(clusterParts(services)),
  }
  for (const [name, action] of Object.entries(undo)) engine.registerUndo(name, action)
  const watches = [await startGuestWatch(qemu, notice), await startContainerWatch(lxc, notice)]
  await engine.recover()
  recovered.resolve()
  const built: Implementation[] = implementations(
    services,
    guestTasks({ engine, root, others: services.others, implementations: () => built }),
  )
  function implementationOf(path: string): Implementation {
    const found = built.find(({ spec }) => spec.path === path)
    if (!found) throw new Error(`${path} is not built`)
    return found
  }
  const server = await serveRunner({
    socket: runnerSocket(root),
    engine,
    implementations: built,
    makeCall: (caller, _spec, signal, attached) =>
      createCall({
        caller,
        node: root.node,
        authorizer: access.authorizer,
        signal,
        ...(attached ? { attached } : {}),
      }),
    notice,
  })
  let closing = false
  await startAtBoot(services.host, engine, implementationOf('/nodes/{node}/startall'), () => closing)
  return {
    async close() {
      closing = true
      await server[Symbol.asyncDispose]()
      await engine.close()
      for (const watch of watches) await watch[Symbol.asyncDispose]()
      services.others[Symbol.dispose]()
      await store.close()
    },
  }
})
