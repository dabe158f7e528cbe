import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createProxy } from '../../src/proxy/create-proxy.ts'

const [folder = ''] = process.argv.slice(2)
const { port } = await createProxy({
  listen: { host: '127.0.0.1', port: 0 },
  daemonSocket: join(folder, 'public.sock'),
  certificate: { cert: readFileSync(join(folder, 'cert.pem'), 'utf8'), key: readFileSync(join(folder, 'key.pem'), 'utf8') },
  user: false,
  notice: console.error,
})
process.send?.({ port })
