/**
 * Node's HTTP. As an import, `node:http` would also load its WebSocket and with that all of `fetch`: 5 MiB and 25 ms for
 * every process.
 */
export const http = process.getBuiltinModule('node:http')
