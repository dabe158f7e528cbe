import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Host } from '@quorate/host'

/** PEM texts of a certificate and its private key. */
export interface KeyPair {
  readonly cert: string
  readonly key: string
}

export interface CertificateOptions {
  readonly authority: KeyPair
  /** Name of the node; the subject. */
  readonly node: string
  /** Further names and addresses that clients use for it. `localhost` and the loopback addresses are always in. */
  readonly names?: readonly string[]
}

type Runner = Pick<Host, 'exec'>

const authorityDays = 3650
/** Browsers refuse longer ones. */
const certificateDays = 730

/** A folder that only we can read, gone afterwards. */
async function inPrivateFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-cert-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function readPair(folder: string): Promise<KeyPair> {
  return { cert: await readFile(join(folder, 'cert.pem'), 'utf8'), key: await readFile(join(folder, 'key.pem'), 'utf8') }
}

function config(subject: readonly string[], extensions: readonly string[]): string {
  return ['[req]', 'prompt=no', 'distinguished_name=dn', 'x509_extensions=ext', '[dn]', ...subject, '[ext]', ...extensions, ''].join('\n')
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** Makes the certificate authority of a cluster, good for ten years. `id` tells clusters apart. */
export function createAuthority(host: Runner, id: string): Promise<KeyPair> {
  return inPrivateFolder(async folder => {
    const subject = ['CN=Quorate Cluster CA', `OU=${id}`, 'O=Quorate']
    const extensions = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash']
    await writeFile(join(folder, 'req.cnf'), config(subject, extensions))
    await host.exec(
      'openssl',
      ['req', '-x509', '-sha256', ...newKey, '-days', `${authorityDays}`, '-config', 'req.cnf', '-keyout', 'key.pem', '-out', 'cert.pem'],
      { cwd: folder },
    )
    return await readPair(folder)
  })
}

/** `DNS:` or `IP:` as OpenSSL writes it; the zone of a link-local address means nothing to others. */
function alternativeName(name: string): string {
  const bare = name.split('%', 1)[0] ?? name
  if (isIP(bare)) return `IP:${bare}`
  if (!/^[A-Za-z0-9*]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(name)) throw new Error(`'${name}' is neither a host name nor an address`)
  return `DNS:${name}`
}

/** Makes a node's certificate, good for two years. The key is made here and leaves only as the answer. */
export function createCertificate(host: Runner, { authority, node, names = [] }: CertificateOptions): Promise<KeyPair> {
  return inPrivateFolder(async folder => {
    const alternatives = new Set([node, 'localhost', '127.0.0.1', '::1', ...names].map(alternativeName))
    const extensions = [
      'basicConstraints=critical,CA:FALSE',
      'keyUsage=critical,digitalSignature',
      'extendedKeyUsage=serverAuth,clientAuth',
      'subjectKeyIdentifier=hash',
      'authorityKeyIdentifier=keyid',
      `subjectAltName=${[...alternatives].join(',')}`,
    ]
    await writeFile(join(folder, 'req.cnf'), config([`CN=${node}`, 'OU=Quorate Node', 'O=Quorate'], extensions))
    await writeFile(join(folder, 'ca.pem'), authority.cert)
    await writeFile(join(folder, 'ca.key'), authority.key, { mode: 0o600 })
    await host.exec('openssl', ['req', '-new', '-sha256', ...newKey, '-config', 'req.cnf', '-keyout', 'key.pem', '-out', 'req.pem'], {
      cwd: folder,
    })
    const sign = ['x509', '-req', '-sha256', '-in', 'req.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-days', `${certificateDays}`]
    await host.exec('openssl', [...sign, '-extfile', 'req.cnf', '-extensions', 'ext', '-out', 'cert.pem'], { cwd: folder })
    return await readPair(folder)
  })
}

/** SHA-256 of a PEM certificate as clients pin it: `AB:CD:...` */
export function fingerprint(pem: string): string {
  return new X509Certificate(pem).fingerprint256
}

/** Should a certificate be made anew: it ends within `days`, or lacks one of the names? `now` in milliseconds since 1970. */
export function needsRenewal(pem: string, names: readonly string[], now: number, days = 30): boolean {
  const certificate = new X509Certificate(pem)
  if (certificate.validToDate.getTime() - now < days * 86_400_000) return true
  return names.some(name => (isIP(name) ? !certificate.checkIP(name) : !certificate.checkHost(name)))
}
