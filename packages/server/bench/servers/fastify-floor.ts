import { readFileSync } from 'node:fs'
import fastify from 'fastify'

const [certFile = '', keyFile = ''] = process.argv.slice(2)
const server = fastify({ https: { cert: readFileSync(certFile), key: readFileSync(keyFile) } })
server.get('/api2/json/version', () => ({ data: { version: '9.0', release: '9.0', repoid: 'test' } }))
await server.listen({ host: '127.0.0.1', port: 0 })
const address = server.server.address()
if (typeof address === 'object') process.send?.({ port: address?.port })
