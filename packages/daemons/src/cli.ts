/** Entry of the command line tools: `cli.ts qm start 100`. */
import { connectSocket, NotRunning, processTerminal, runTool, type Connection } from '@quorate/cli'
import { rootAt } from '@quorate/host'
import { checkout } from './options.ts'
import { daemonSockets } from './sockets.ts'
import { toolNamed } from './tools.ts'

const [name = '', ...argv] = process.argv.slice(2)
const root = rootAt(process.env.QUORATE_ROOT ?? `${checkout}/.state`, 'localhost')
const daemon = connectSocket(daemonSockets(root).trusted, 'localhost')

/** Reads go to the files when no daemon runs; loading what that needs costs time only then. */
const connection: Connection = {
  ...daemon,
  async call(method, path, parameters) {
    try {
      return await daemon.call(method, path, parameters)
    } catch (error) {
      if (!(error instanceof NotRunning) || method !== 'GET') throw error
      const { callOffline } = await import('./offline.ts')
      return await callOffline(root, path, parameters, error)
    }
  },
}

process.exitCode = await runTool(toolNamed(name), argv, connection, processTerminal())
