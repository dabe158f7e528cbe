import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [certFile = '', keyFile = ''] = process.argv.slice(2)
const body = Buffer.from('{"data":{"version":"9.0","release":"9.0","repoid":"test"}}')
const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8', 'content-length': body.length })
  response.end(body)
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object') process.send?.({ port: address?.port })
})
