import { join } from 'node:path'
import { serveHttp } from '../../src/daemon/serve-http.ts'
import { sampleDispatcher } from '../../src/testing/running-daemon.ts'
import { sampleAuthenticator } from '../../src/testing/sample-api.ts'

const [folder = ''] = process.argv.slice(2)
await serveHttp({
  dispatcher: sampleDispatcher(),
  authenticator: sampleAuthenticator,
  trusted: { path: join(folder, 'root.sock'), mode: 0o600 },
  public: { path: join(folder, 'public.sock'), mode: 0o660 },
  spool: join(folder, 'spool'),
  version: 'bench',
  notice: console.error,
})
process.send?.({})
