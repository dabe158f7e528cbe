/** Entry of the command line tools: `cli.ts qm start 100`. Imports no more than every command needs: it is started often. */
import { connectSocket } from '@quorate/cli/connect-socket'
import { NotRunning, type Connection } from '@quorate/cli/connection'
import { processTerminal } from '@quorate/cli/process-terminal'
import { runTool } from '@quorate/cli/run-tool'
import { rootAt } from '@quorate/host/root'
import { daemonSockets } from './sockets.ts'
import { toolNamed } from './tools.ts'

const checkout = import.meta.dirname.slice(0, -'/packages/daemons/src'.length)
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
      const { callOffline } = await import('./offline/call-offline.ts')
      return await callOffline(root, path, parameters, error)
    }
  },
}

const tool = toolNamed(name, `${checkout}/generated/cli`)
// A reader such as `head` may go before everything is written.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
if (argv[0] === '--complete') {
  const { complete } = await import('@quorate/cli/complete/complete')
  const [shell = '', line = ''] = argv.slice(1)
  process.stdout.write((await complete(tool, shell, line, daemon)).map(word => `${word}\n`).join(''))
} else {
  const terminal = processTerminal(async (program, args) => {
    const { runInTerminal } = await import('@quorate/host/run-in-terminal')
    return await runInTerminal(program, args)
  })
  process.exitCode = await runTool(tool, argv, connection, terminal)
}
