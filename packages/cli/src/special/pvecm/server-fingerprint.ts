import { connect } from 'node:tls'
import { Failure } from '@quorate/schema/failure'

const patienceMs = 10_000

/** `host`, `host:8006`, `[fd00::1]:8006`, `fd00::1` */
function addressOf(text: string): { host: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? []
  return { host: bracketed ?? plain ?? text.replace(/^\[([^\]]+)\]$/, '$1'), port: port === undefined ? 8006 : Number(port) }
}

/** SHA-256 fingerprint of the certificate that a web server shows. Nothing is sent to it. */
export function serverFingerprint(address: string): Promise<string> {
  const { host, port } = addressOf(address)
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, rejectUnauthorized: false, timeout: patienceMs })
    const fail = (cause?: Error) => {
      socket.destroy()
      reject(new Failure(`cannot connect to ${host}, port ${port}`, { cause }))
    }
    socket.once('error', fail)
    socket.once('timeout', () => fail(new Failure(`no answer within ${patienceMs / 1000} s`)))
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()?.fingerprint256
      socket.destroy()
      if (shown === undefined) fail(new Failure('it shows no certificate'))
      else resolve(shown)
    })
  })
}
