import type { HttpMethod } from '@quorate/contract'
import { Failure } from '@quorate/schema/failure'
import { methodAt, normalPath, type ApiMethod } from '../../api-method.ts'
import { readArguments, UsageFailure, type ReadArguments } from '../../read-arguments.ts'
import { renderData } from '../../render/render-data.ts'
import { runTask } from '../../run-task.ts'
import { askSecrets } from '../../secrets.ts'
import type { Terminal } from '../../terminal.ts'
import { apiViews } from '../../views/api-views.ts'
import type { SpecialCall, SpecialRun } from '../special-run.ts'

const verbs: Readonly<Record<HttpMethod, string>> = { GET: 'get', PUT: 'set', POST: 'create', DELETE: 'delete' }

/** Only errors are shown: the answer alone goes to the output. */
const silent = (terminal: Terminal): Terminal => ({
  ...terminal,
  out: () => undefined,
  error: text => terminal.error(text),
  onInterrupt: listener => terminal.onInterrupt(listener),
  window: undefined,
})

/** Every segment once percent-encoded, whatever of it was already. */
const encoded = (path: string) =>
  path
    .split('/')
    .map(segment => encodeURIComponent(segment).replaceAll('%25', '%').replaceAll('%3A', ':').replaceAll('%40', '@'))
    .join('/')

/** Is the path known to the table but the option not, the declarations may know better. */
async function readWith(call: SpecialCall, method: HttpMethod, path: string): Promise<{ found: ApiMethod; read: ReadArguments }> {
  const rest = call.argv.slice(1)
  for (const whole of [false, true]) {
    const found = methodAt(await call.methods(whole), method, path)
    if (!found) continue
    const noproxy = call.command.parameters.noproxy ?? {}
    try {
      const parameters = { ...found.parameters, noproxy }
      return { found, read: readArguments(rest, { parameters, positionals: [], formats: true }) }
    } catch (error) {
      if (whole || !(error instanceof UsageFailure && error.unknownOption)) throw error
    }
  }
  throw new Failure(`No '${verbs[method]}' handler defined for '${path}'`, { status: 400 })
}

/** One call of the API by its path: `pvesh get /nodes`. */
export const pveshCall =
  (method: HttpMethod): SpecialRun =>
  async call => {
    const { argv, connection, terminal, name } = call
    if (argv[0] === undefined || argv[0].startsWith('-')) throw new UsageFailure('not enough arguments')
    const path = normalPath(argv[0])
    const { found, read } = await readWith(call, method, path)
    const { noproxy = '0', ...given } = read.parameters
    const called = noproxy === '0' ? path : path.replace(/^\/nodes\/[^/]+/, `/nodes/${connection.node}`)
    await askSecrets(name, { parameters: {} }, given, read.ask, terminal)
    const { data } = await connection.call(method, encoded(called), given)
    const { output } = read
    if (found.task && typeof data === 'string' && data.startsWith('UPID:')) {
      const quiet = output.quiet || output.format !== 'text'
      const code = await runTask(connection, data, quiet ? silent(terminal) : terminal)
      if (!output.quiet) terminal.out(output.format === 'text' ? `${data}\n` : await renderData(data, output))
      return code
    }
    const view = output.format === 'text' && !output.quiet ? apiViews[`${method} ${found.path}`] : undefined
    const columns = terminal.window?.columns
    terminal.out(view && data ? view(data, { ...output, verbose: false, columns }) : await renderData(data, output, columns))
    return 0
  }
